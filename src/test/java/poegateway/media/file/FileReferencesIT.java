package poegateway.media.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.answer.SamplePicture;

/** Files that requests name by their ids, in every dialect and on every way. */
class FileReferencesIT {
    private static final byte[] CAT = SamplePicture.png("a cat");
    private static final String CAT_URL =
            "data:image/png;base64," + Base64.getEncoder().encodeToString(CAT);
    private static final byte[] PDF = "%PDF-1.7 words".getBytes(StandardCharsets.US_ASCII);
    private static final String PDF_BASE64 = Base64.getEncoder().encodeToString(PDF);

    @GatewayTest
    void aChatGetsADocumentAndAPictureInTheirOwnForms(Rig rig) {
        String pdf = FilesIT.id(FilesIT.upload(rig, "user_data", "a.pdf", PDF));
        String cat = FilesIT.id(FilesIT.upload(rig, "vision", "cat.png", CAT));
        Reply reply = send(rig, "/v1/chat/completions", chat(filePart(pdf) + "," + filePart(cat)), Map.of());
        assertEquals(200, reply.status(), reply::body);
        assertTrue(reply.header("x-poe-gateway-edits").startsWith("file-inlined"));
        String sent = sent(rig, "/v1/chat/completions");
        assertTrue(
                sent.contains(
                        "{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,"
                                + PDF_BASE64 + "\"}}"),
                sent);
        assertTrue(sent.contains("{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + CAT_URL + "\"}}"), sent);
    }

    @GatewayTest
    void theBotProtocolGetsAnUpload(Rig rig) {
        String cat = FilesIT.id(FilesIT.upload(rig, "vision", "cat.png", CAT));
        Reply reply = send(rig, "/v1/chat/completions", chat(filePart(cat)), Map.of("x-poe-gateway-upstream", "bot"));
        assertEquals(200, reply.status(), reply::body);
        assertEquals(1, rig.poe().uploads().size());
        assertArrayEquals(CAT, rig.poe().uploads().getFirst().content());
        assertTrue(reply.header("x-poe-gateway-edits").contains("file-inlined"));
    }

    @GatewayTest
    void responsesGetPicturesAndDocuments(Rig rig) {
        String cat = FilesIT.id(FilesIT.upload(rig, "vision", "cat.png", CAT));
        String pdf = FilesIT.id(FilesIT.upload(rig, "user_data", "a.pdf", PDF));
        Reply reply = send(
                rig,
                "/v1/responses",
                "{\"model\":\"gpt-5.2\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"file_id\":\""
                        + cat + "\",\"detail\":\"low\"},{\"type\":\"input_file\",\"file_id\":\"" + pdf + "\"}]}]}",
                Map.of());
        assertEquals(200, reply.status(), reply::body);
        String sent = sent(rig, "/v1/responses");
        assertTrue(
                sent.contains("{\"type\":\"input_image\",\"image_url\":\"" + CAT_URL + "\",\"detail\":\"low\"}"), sent);
        assertTrue(
                sent.contains(
                        "{\"type\":\"input_file\",\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,"
                                + PDF_BASE64 + "\"}"),
                sent);
    }

    @GatewayTest
    void messagesGetPicturesDocumentsAndTexts(Rig rig) {
        String cat = FilesIT.id(FilesIT.upload(rig, "vision", "cat.png", CAT));
        String words = FilesIT.id(
                FilesIT.upload(rig, "user_data", "a.txt", "some \"words\"".getBytes(StandardCharsets.US_ASCII)));
        Reply reply = send(
                rig,
                "/v1/messages",
                "{\"model\":\"Claude-Sonnet-4.6\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":["
                        + block("image", cat) + "," + block("document", words) + "]}]}",
                Map.of("anthropic-version", "2023-06-01"));
        assertEquals(200, reply.status(), reply::body);
        String sent = sent(rig, "/v1/messages");
        assertTrue(
                sent.contains("\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\""
                        + Base64.getEncoder().encodeToString(CAT) + "\"}"),
                sent);
        assertTrue(
                sent.contains(
                        "\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"some \\\"words\\\"\"}"),
                sent);
    }

    @GatewayTest
    void anEditGetsThePicture(Rig rig) {
        String cat = FilesIT.id(FilesIT.upload(rig, "vision", "cat.png", CAT));
        Reply reply = send(
                rig,
                "/v1/images/edits",
                "{\"model\":\"gpt-image-1\",\"prompt\":\"a hat\",\"response_format\":\"url\",\"images\":[{\"file_id\":\""
                        + cat + "\"}]}",
                Map.of());
        assertEquals(200, reply.status(), reply::body);
        assertTrue(sent(rig, "/v1/chat/completions").contains(CAT_URL));
    }

    @GatewayTest
    void aFileThatIsNotThereIsToldInEachDialectAndNothingIsSent(Rig rig) {
        Map<String, String> asked = Map.of(
                "/v1/chat/completions",
                chat(filePart("file-0")),
                "/v1/explain/chat",
                chat(filePart("file-0")),
                "/v1/responses",
                "{\"model\":\"gpt-5.2\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"file_id\":\"file-0\"}]}]}",
                "/v1/messages",
                "{\"model\":\"Claude-Sonnet-4.6\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":["
                        + block("image", "file-0") + "]}]}",
                "/v1/images/edits",
                "{\"model\":\"gpt-image-1\",\"prompt\":\"a hat\",\"images\":[{\"file_id\":\"file-0\"}]}");
        asked.forEach((path, body) -> {
            Reply reply = send(rig, path, body, Map.of("anthropic-version", "2023-06-01"));
            assertEquals(400, reply.status(), path + reply.body());
            assertTrue(reply.body().contains("file-0"), reply.body());
            assertTrue(reply.body().contains("invalid_request_error"), reply.body());
        });
        assertEquals(List.of(), rig.poe().arrivals());
    }

    @GatewayTest
    void wordsThatOnlyLookLikeAFileStayAsTheyAre(Rig rig) {
        String body =
                "{\"model\":\"Claude-Sonnet-4.6\",\"metadata\":{\"file_id\":\"file-0\"},\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"what is \\\"file_id\\\"?\"}]}";
        Reply reply = send(rig, "/v1/chat/completions", body, Map.of());
        assertEquals(200, reply.status(), reply::body);
        assertEquals(body, sent(rig, "/v1/chat/completions"));
    }

    private static String chat(String parts) {
        return "{\"model\":\"Claude-Sonnet-4.6\",\"messages\":[{\"role\":\"user\",\"content\":[" + parts + "]}]}";
    }

    private static String filePart(String id) {
        return "{\"type\":\"file\",\"file\":{\"file_id\":\"" + id + "\"}}";
    }

    private static String block(String type, String id) {
        return "{\"type\":\"" + type + "\",\"source\":{\"type\":\"file\",\"file_id\":\"" + id + "\"}}";
    }

    private static Reply send(Rig rig, String path, String body, Map<String, String> headers) {
        Request.Builder request = new Request.Builder()
                .url(rig.gateway().url() + path)
                .post(RequestBody.create(body, MediaType.get("application/json")));
        headers.forEach(request::header);
        return rig.read(rig.caller().newCall(request.build()));
    }

    private static String sent(Rig rig, String path) {
        return rig.poe().arrivals().stream()
                .filter(arrival -> arrival.path().equals(path))
                .map(arrival -> new String(arrival.body(), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }
}
