package poegateway.media.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.media.video.VideoCalls.CHAT;
import static poegateway.media.video.VideoCalls.PATH;
import static poegateway.media.video.VideoCalls.ended;
import static poegateway.media.video.VideoCalls.id;
import static poegateway.media.video.VideoCalls.request;
import static poegateway.media.video.VideoCalls.send;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.answer.SamplePicture;

/** What may be asked for, and how. */
class VideoRequestsIT {
    private static final byte[] CAT = SamplePicture.png("a cat");
    private static final String DATA_URL =
            "data:image/png;base64," + Base64.getEncoder().encodeToString(CAT);

    @GatewayTest
    void aFormHasTheFirstPictureAsAFile(Rig rig) {
        Reply created = send(
                rig,
                form().addFormDataPart(
                                "input_reference", "cat.png", RequestBody.create(CAT, MediaType.get("image/png")))
                        .addFormDataPart("seconds", "8")
                        .build(),
                Map.of());
        assertEquals(200, created.status(), created::body);
        assertEquals("8", created.json().path("seconds").asText());
        assertEquals("completed", ended(rig, id(created)).json().path("status").asText());
        assertTrue(sent(rig).contains(DATA_URL), () -> sent(rig));
        assertTrue(sent(rig).contains("\"duration\":\"8\""), () -> sent(rig));
    }

    @GatewayTest
    void theFirstPictureMayBeAnAddress(Rig rig) {
        for (String reference : List.of(
                "\"" + DATA_URL + "\"",
                "{\"image_url\":\"" + DATA_URL + "\"}",
                "{\"image_url\":\"https://a.example/c.png\"}")) {
            Reply created = request(rig, ",\"input_reference\":" + reference);
            assertEquals(200, created.status(), created::body);
            assertEquals(
                    "completed", ended(rig, id(created)).json().path("status").asText());
        }
        Reply byForm = send(
                rig,
                form().addFormDataPart("input_reference[image_url]", DATA_URL).build(),
                Map.of());
        assertEquals("completed", ended(rig, id(byForm)).json().path("status").asText());
        assertTrue(sent(rig).contains("https://a.example/c.png"), () -> sent(rig));
    }

    @GatewayTest
    void whatIsNoRequestForAVideoIsRefusedByName(Rig rig) {
        Map<String, String> wrong = Map.of(
                ",\"seconds\":\"soon\"", "seconds",
                ",\"seconds\":0", "seconds",
                ",\"seconds\":[4]", "seconds",
                ",\"seconds\":\"99999999999999999999\"", "seconds",
                ",\"size\":\"large\"", "size",
                ",\"size\":\"0x0\"", "size",
                ",\"size\":5", "size",
                ",\"input_reference\":7", "input_reference",
                ",\"input_reference\":{\"image_url\":\"file:///etc/passwd\"}", "input_reference",
                ",\"input_reference\":{\"file_id\":7}", "input_reference");
        wrong.forEach((options, param) -> {
            Reply reply = request(rig, options);
            assertEquals(400, reply.status(), options);
            assertEquals(param, reply.json().path("error").path("param").asText(), reply::body);
        });
        assertEquals(400, rig.post(PATH, "{\"model\":\"sora-2\"}").status());
        assertEquals(
                400, rig.post(PATH, "{\"model\":\"sora-2\",\"prompt\":\" \"}").status());
        assertEquals(
                400,
                rig.post(PATH, "{\"prompt\":\"" + "x".repeat(32_001) + "\"}").status());
        assertEquals(400, rig.post(PATH, "[]").status());
        assertEquals(
                400,
                send(
                                rig,
                                form().addFormDataPart(
                                                "input_reference",
                                                "cat.png",
                                                RequestBody.create("no picture".getBytes(StandardCharsets.UTF_8)))
                                        .build(),
                                Map.of())
                        .status());
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(settings = "models.refresh-every=15m")
    void whatTheModelCannotMakeIsRefusedBeforePoeIsAsked(Rig rig) {
        rig.advance(Duration.ofMinutes(15));
        rig.until(() -> rig.poe().arrivals("/v1/models") == 1, () -> "no list");
        rig.awaitQuiet();
        Reply seconds = request(rig, ",\"seconds\":\"7\"");
        assertEquals("unsupported_value", seconds.errorCode(), seconds::body);
        assertTrue(seconds.errorMessage().contains("4, 8, 12"), seconds::body);
        assertEquals(
                "unsupported_value", request(rig, ",\"size\":\"1000x1000\"").errorCode());
        Reply words = rig.post(PATH, "{\"model\":\"claude-sonnet-4.6\",\"prompt\":\"a cat\"}");
        assertEquals("unsupported_feature", words.errorCode(), words::body);
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void nothingIsLeftOutOfARequestThatForbidsIt(Rig rig) {
        Reply reply = request(rig, ",\"colour\":1", Map.of("x-poe-gateway-loss", "strict"));
        assertEquals("unsupported_parameter", reply.errorCode());
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(settings = {"media.cost-limit-cents=5", "media.unpriced-cents=10"})
    void aVideoThatCostsMoreThanOneMayIsRefused(Rig rig) {
        assertEquals("cost_limit_exceeded", request(rig, "").errorCode());
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void whatIsNotServedSaysSo(Rig rig) {
        Reply video = ended(rig, id(request(rig, "")));
        Reply thumbnail = rig.get(PATH + "/" + id(video) + "/content?variant=thumbnail");
        assertEquals(404, thumbnail.status());
        assertEquals("unsupported_endpoint", thumbnail.errorCode());
        for (String path : List.of("/" + id(video) + "/remix", "/edits", "/extensions", "/characters")) {
            Reply reply = rig.post(PATH + path, "{\"prompt\":\"a cat\"}");
            assertEquals(404, reply.status(), path);
            assertEquals("unsupported_endpoint", reply.errorCode());
        }
        Reply odd = rig.get(PATH + "/%22%20%c3%a9" + "x".repeat(300));
        assertEquals("job_not_found", odd.errorCode(), odd::body);
    }

    private static MultipartBody.Builder form() {
        return new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("model", "sora-2")
                .addFormDataPart("prompt", "a cat");
    }

    private static String sent(Rig rig) {
        return rig.poe().arrivals().stream()
                .map(arrival -> new String(arrival.body(), StandardCharsets.UTF_8))
                .reduce("", String::concat);
    }
}
