package poegateway.media.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.answer.SamplePicture;

class EditsIT {
    private static final String PATH = "/v1/images/edits";
    private static final String CHAT = "/v1/chat/completions";
    private static final byte[] CAT = SamplePicture.png("a cat");
    private static final String DATA_URL =
            "data:image/png;base64," + Base64.getEncoder().encodeToString(CAT);

    @GatewayTest
    void picturesOfAFormReachTheModelInTheirOrder(Rig rig) {
        Reply reply = send(
                rig,
                form("gpt-image-1")
                        .addFormDataPart("image[]", "cat.png", picture(CAT))
                        .addFormDataPart("image[]", "dog.png", picture(SamplePicture.png("a dog")))
                        .addFormDataPart("n", "2")
                        .addFormDataPart("size", "1024x1536")
                        .addFormDataPart("response_format", "url")
                        .build(),
                Map.of());
        assertEquals(200, reply.status(), reply::body);
        assertEquals(2, reply.json().path("data").size());
        assertEquals(2, rig.poe().arrivals(CHAT));
        String sent = sent(rig);
        assertTrue(sent.contains("\"aspect\":\"2:3\""), sent);
        int cat = sent.indexOf(DATA_URL);
        assertTrue(cat > 0, sent);
        assertTrue(sent.indexOf(Base64.getEncoder().encodeToString(SamplePicture.png("a dog")), cat) > cat, sent);
    }

    @GatewayTest
    void aMaskIsTheLastPictureOfAModelThatTakesOne(Rig rig) {
        Reply reply = send(
                rig,
                form("gpt-image-1")
                        .addFormDataPart("image", "cat.png", picture(CAT))
                        .addFormDataPart("mask", "mask.png", picture(SamplePicture.png("a mask")))
                        .addFormDataPart("input_fidelity", "high")
                        .build(),
                Map.of());
        assertEquals(200, reply.status(), reply::body);
        String sent = sent(rig);
        assertTrue(sent.contains("\"use_mask\":true"), sent);
        assertTrue(sent.contains("\"use_high_fidelity\":true"), sent);
        assertTrue(
                sent.indexOf(Base64.getEncoder().encodeToString(SamplePicture.png("a mask"))) > sent.indexOf(DATA_URL),
                sent);
    }

    @GatewayTest
    void aMaskThatTheModelDoesNotTakeIsNotLeftOut(Rig rig) {
        Reply reply = send(
                rig,
                form("flux-kontext-pro")
                        .addFormDataPart("image", "cat.png", picture(CAT))
                        .addFormDataPart("mask", "mask.png", picture(CAT))
                        .build(),
                Map.of());
        assertEquals(400, reply.status(), reply::body);
        assertEquals("unsupported_parameter", reply.errorCode());
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void picturesAreUploadedForTheBotProtocol(Rig rig) {
        Reply reply = send(
                rig,
                form("gpt-image-1")
                        .addFormDataPart("image", "cat.png", picture(CAT))
                        .build(),
                Map.of("x-poe-gateway-upstream", "bot"));
        assertEquals(200, reply.status(), reply::body);
        assertEquals(1, rig.poe().uploads().size());
        assertEquals(CAT.length, rig.poe().uploads().getFirst().content().length);
    }

    @GatewayTest
    void jsonNamesPicturesByTheirAddress(Rig rig) {
        for (String pictures : List.of(
                "\"images\":[{\"image_url\":\"" + DATA_URL + "\"},{\"image_url\":\"https://example.com/dog.png\"}]",
                "\"image\":[\"" + DATA_URL + "\",\"https://example.com/dog.png\"]")) {
            Reply reply = rig.post(
                    PATH, "{\"model\":\"gpt-image-1\",\"prompt\":\"with a hat\",\"stream\":true," + pictures + "}");
            assertEquals(200, reply.status(), reply::body);
            assertTrue(reply.body().startsWith("event: image_edit.completed\n"), reply::body);
            String sent = sent(rig);
            assertTrue(sent.contains(DATA_URL) && sent.contains("https://example.com/dog.png"), sent);
        }
    }

    @GatewayTest
    void whatIsNoRequestForAnEditIsRefusedByName(Rig rig) {
        assertRefused(rig, form("gpt-image-1").build(), "missing_required_parameter", "image");
        assertRefused(
                rig,
                form("gpt-image-1")
                        .addFormDataPart("image", "a.png", picture("no picture".getBytes(StandardCharsets.US_ASCII)))
                        .build(),
                "invalid_value",
                "image");
        assertRefused(
                rig,
                RequestBody.create("--x\r\nnothing", MediaType.get("multipart/form-data; boundary=x")),
                "invalid_multipart",
                "null");
        assertRefused(rig, RequestBody.create("", MediaType.get("multipart/form-data")), "invalid_multipart", "null");
        assertRefused(
                rig,
                RequestBody.create(
                        "{\"model\":\"gpt-image-1\",\"prompt\":\"a\",\"images\":[{\"file_id\":\"file-1\"}]}",
                        MediaType.get("application/json")),
                "file_not_found",
                "images");
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    private static void assertRefused(Rig rig, RequestBody body, String code, String param) {
        Reply reply = send(rig, body, Map.of());
        assertEquals(400, reply.status(), reply::body);
        assertEquals(code, reply.errorCode());
        assertEquals(param, reply.json().path("error").path("param").asText());
    }

    private static MultipartBody.Builder form(String model) {
        return new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("model", model)
                .addFormDataPart("prompt", "with a hat");
    }

    private static RequestBody picture(byte[] bytes) {
        return RequestBody.create(bytes, MediaType.get("image/png"));
    }

    private static Reply send(Rig rig, RequestBody body, Map<String, String> headers) {
        Request.Builder request =
                new Request.Builder().url(rig.gateway().url() + PATH).post(body);
        headers.forEach(request::header);
        return rig.read(rig.caller().newCall(request.build()));
    }

    private static String sent(Rig rig) {
        return rig.poe().arrivals().stream()
                .map(arrival -> new String(arrival.body(), StandardCharsets.UTF_8))
                .filter(body -> body.contains("with a hat"))
                .findFirst()
                .orElse("");
    }
}
