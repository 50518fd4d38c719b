package poegateway.media.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.answer.SamplePicture;
import poegateway.simulator.answer.SampleSound;

class TranscriptsIT {
    private static final String PATH = "/v1/audio/transcriptions";
    private static final String CHAT = "/v1/chat/completions";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] SOUND = SampleSound.of("wav", "Good morning");

    @GatewayTest
    void whatWasSaidComesAsJsonOrAsText(Rig rig) throws IOException {
        Reply json = listen(rig, PATH, Map.of("model", "Whisper-V3-Large-T"));
        assertEquals(200, json.status(), json::body);
        assertEquals("application/json", json.header("content-type"));
        assertTrue(json.json().path("text").asText().contains("transcript of speech.wav"), json::body);
        assertTrue(json.json().path("usage").path("total_tokens").isNumber(), json::body);
        Reply text = listen(rig, PATH, Map.of("model", "whisper-v3-large-t", "response_format", "text"));
        assertEquals("text/plain;charset=utf-8", text.header("content-type").replace(" ", ""));
        assertEquals(json.json().path("text").asText() + "\n", text.body());
        JsonNode file = sent(rig).path("messages").get(0).path("content").get(1).path("file");
        assertEquals("speech.wav", file.path("filename").asText());
        assertEquals(
                "data:audio/wav;base64," + Base64.getEncoder().encodeToString(SOUND),
                file.path("file_data").asText());
    }

    @GatewayTest
    void theTextComesInEventsToo(Rig rig) {
        Reply reply = listen(rig, PATH, Map.of("model", "gemini-2.5-flash", "stream", "true"));
        assertEquals("text/event-stream; charset=utf-8", reply.header("content-type"));
        String[] events = reply.body().split("\n\n");
        assertTrue(events[0].startsWith("data: {\"type\":\"transcript.text.delta\",\"delta\":\""), reply::body);
        assertTrue(events[1].startsWith("data: {\"type\":\"transcript.text.done\",\"text\":\""), reply::body);
    }

    @GatewayTest
    void languageAndHintReachTheModel(Rig rig) throws IOException {
        assertEquals(
                200,
                listen(rig, PATH, Map.of("model", "deepgram-nova-3", "language", "de", "diarize", "true"))
                        .status());
        assertEquals("de", sent(rig).path("language").asText());
        assertTrue(sent(rig).path("diarize").asBoolean());
        Reply reply =
                listen(rig, PATH, Map.of("model", "gemini-2.5-flash", "language", "de", "prompt", "Poe, Javalin"));
        assertEquals(200, reply.status(), reply::body);
        String words = sent(rig)
                .path("messages")
                .get(0)
                .path("content")
                .get(0)
                .path("text")
                .asText();
        assertTrue(words.contains("spoken is: de."), words);
        assertTrue(words.endsWith("Poe, Javalin"), words);
    }

    @GatewayTest
    void aTranslationIsAskedForInWords(Rig rig) throws IOException {
        assertEquals(
                200,
                listen(rig, "/v1/audio/translations", Map.of("model", "gemini-2.5-flash"))
                        .status());
        String words = sent(rig)
                .path("messages")
                .get(0)
                .path("content")
                .get(0)
                .path("text")
                .asText();
        assertTrue(words.startsWith("Write down in English"), words);
    }

    @GatewayTest
    void theFileIsUploadedForTheBotProtocol(Rig rig) {
        Request request = request(rig, PATH, form(Map.of("model", "whisper-v3-large-t"), SOUND))
                .newBuilder()
                .header("x-poe-gateway-upstream", "bot")
                .build();
        Reply reply = rig.read(rig.caller().newCall(request));
        assertTrue(reply.json().path("text").asText().contains("transcript of speech.wav"), reply::body);
    }

    @GatewayTest
    void whatCannotBeHadIsRefusedByName(Rig rig) {
        for (String format : new String[] {"verbose_json", "srt", "vtt", "diarized_json"}) {
            Reply reply = listen(rig, PATH, Map.of("model", "gemini-2.5-flash", "response_format", format));
            assertRefused(reply, "unsupported_value", "response_format");
        }
        assertRefused(
                listen(rig, PATH, Map.of("model", "gemini-2.5-flash", "timestamp_granularities[]", "word")),
                "unsupported_parameter",
                "timestamp_granularities[]");
        assertRefused(listen(rig, PATH, Map.of("language", "de")), "missing_required_parameter", "model");
        assertRefused(
                rig.read(rig.caller()
                        .newCall(
                                request(rig, PATH, form(Map.of("model", "gemini-2.5-flash"), SamplePicture.png("a"))))),
                "invalid_value",
                "file");
        assertRefused(
                rig.read(rig.caller()
                        .newCall(request(rig, PATH, form(Map.of("model", "gemini-2.5-flash"), new byte[0])))),
                "invalid_value",
                "file");
        assertEquals(
                "invalid_multipart",
                rig.post(PATH, "{\"model\":\"gemini-2.5-flash\"}").errorCode());
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(settings = "models.refresh-every=15m")
    void aModelThatHearsNothingIsNotAskedUnlessTheSettingsSayThatItHears(Rig rig) {
        rig.tick();
        rig.awaitQuiet();
        assertNull(rig.get("/v1/models").headers().get("x-poe-gateway-warning"));
        assertRefused(listen(rig, PATH, Map.of("model", "claude-sonnet-4.6")), "unsupported_feature", "model");
        assertEquals(
                200, listen(rig, PATH, Map.of("model", "cartesia-ink-whisper")).status());
    }

    private static void assertRefused(Reply reply, String code, String param) {
        assertEquals(400, reply.status(), reply::body);
        assertEquals(code, reply.errorCode());
        assertEquals(param, reply.json().path("error").path("param").asText());
    }

    private static JsonNode sent(Rig rig) throws IOException {
        byte[] last = rig.poe().arrivals().stream()
                .filter(arrival -> arrival.path().equals(CHAT))
                .toList()
                .getLast()
                .body();
        return JSON.readTree(new String(last, StandardCharsets.UTF_8));
    }

    private static Reply listen(Rig rig, String path, Map<String, String> fields) {
        return rig.read(rig.caller().newCall(request(rig, path, form(fields, SOUND))));
    }

    private static Request request(Rig rig, String path, RequestBody body) {
        return new Request.Builder().url(rig.gateway().url() + path).post(body).build();
    }

    private static RequestBody form(Map<String, String> fields, byte[] sound) {
        MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        form.addFormDataPart("file", "speech.wav", RequestBody.create(sound, MediaType.get("audio/wav")));
        fields.forEach(form::addFormDataPart);
        return form.build();
    }
}
