package poegateway.media.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import poegateway.fetch.MediaFormat;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;

class SpeechIT {
    private static final String PATH = "/v1/audio/speech";
    private static final String CHAT = "/v1/chat/completions";
    private static final ObjectMapper JSON = new ObjectMapper();

    @GatewayTest
    void speechComesAsBytesOfItsType(Rig rig) throws IOException {
        try (Response response = open(rig, body("sonic-3.0", ""), Map.of())) {
            assertEquals(200, response.code());
            assertEquals("audio/mpeg", response.header("content-type"));
            assertEquals("sonic-3.0", response.header("x-poe-gateway-model"));
            assertNull(response.header("x-poe-gateway-dropped"));
            assertNull(response.header("transfer-encoding"));
            byte[] sound = response.body().bytes();
            assertEquals(MediaFormat.MP3, MediaFormat.of(sound).orElseThrow());
            assertEquals(Integer.toString(sound.length), response.header("content-length"));
        }
        JsonNode sent = sent(rig);
        assertEquals(
                "Good morning", sent.path("messages").get(0).path("content").asText());
    }

    @GatewayTest(settings = "models.refresh-every=15m")
    void voiceSpeedFormatAndMannerReachTheModelInItsOwnWords(Rig rig) throws IOException {
        learnModels(rig);
        String options =
                ",\"voice\":\"kore\",\"response_format\":\"opus\",\"instructions\":\"whisper\",\"language\":\"de-DE\"";
        assertEquals("audio/ogg", type(rig, body("gemini-2.5-flash-tts", options)));
        JsonNode gemini = sent(rig);
        assertEquals("Kore", gemini.path("voice").asText());
        assertEquals("OGG", gemini.path("output_format").asText());
        assertEquals("whisper", gemini.path("style_prompt").asText());
        assertEquals("de-DE", gemini.path("language").asText());
        assertEquals(
                "audio/wav",
                type(
                        rig,
                        body(
                                "minimax-speech-2.8",
                                ",\"voice\":{\"id\":\"English_Graceful_Lady\"},\"speed\":1.250,\"response_format\":\"wav\"")));
        JsonNode minimax = sent(rig);
        assertEquals("English_Graceful_Lady", minimax.path("voice_id").asText());
        assertEquals("\"1.25\"", minimax.path("speed").toString());
        assertEquals("wav", minimax.path("format").asText());
        assertEquals(
                "audio/mpeg",
                type(rig, body("sonic-3.0", ",\"voice\":\"Brooke\",\"response_format\":\"mp3\",\"speed\":1")));
        assertEquals("brooke - big sister", sent(rig).path("voice").asText());
        assertFalse(sent(rig).has("speed"));
        assertEquals("audio/mpeg", type(rig, body("hailuo-speech-02", ",\"speed\":1.1")));
        assertEquals("1.1", sent(rig).path("speed").toString());
    }

    @GatewayTest(settings = "models.refresh-every=15m")
    void aFormatThatTheModelCannotGiveIsRefusedBeforeItIsPaid(Rig rig) {
        learnModels(rig);
        Map<String, String> refused = Map.of(
                body("sonic-3.0", ",\"response_format\":\"wav\""), "'response_format' must be mp3",
                body("stable-audio-2.5", ",\"response_format\":\"flac\""), "one of mp3, wav",
                body("sonic-3.0", ",\"response_format\":\"pcm\""), "Ask for wav",
                body("sonic-3.0", ",\"response_format\":\"midi\""), "mp3, opus, aac, flac or wav",
                body("minimax-speech-2.8", ",\"speed\":1.1"), "one of 0.5, 0.75",
                body("hailuo-speech-02", ",\"speed\":3"), "0.5 to 2",
                body("sonic-3.0", ",\"speed\":9"), "0.25 to 4",
                body("sonic-3.0", ",\"voice\":\"nobody\""), "'voice' must be one of ariana",
                body("sonic-3.0", ",\"stream_format\":\"ogg\""), "one of audio, sse",
                body("claude-sonnet-4.6", ""), "makes no sound");
        refused.forEach((body, words) -> {
            Reply reply = rig.post(PATH, body);
            assertEquals(400, reply.status(), reply::body);
            assertTrue(reply.errorMessage().contains(words), reply::body);
        });
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void aRequestWithoutItsPartsIsRefused(Rig rig) {
        assertEquals("input", param(rig.post(PATH, "{\"model\":\"sonic-3.0\"}")));
        assertEquals("model", param(rig.post(PATH, "{\"input\":\"a\"}")));
        assertEquals("input", param(rig.post(PATH, "{\"model\":\"sonic-3.0\",\"input\":\" \"}")));
        assertEquals("voice", param(rig.post(PATH, body("sonic-3.0", ",\"voice\":7"))));
        assertEquals("voice", param(rig.post(PATH, body("sonic-3.0", ",\"voice\":{\"name\":\"a\"}"))));
        assertEquals("invalid_json", rig.post(PATH, "{").errorCode());
    }

    @GatewayTest(settings = "models.refresh-every=15m")
    void aStandardVoiceIsTheModelsOwnWhereItHasNoneOfThatNameAndThatIsTold(Rig rig) throws IOException {
        learnModels(rig);
        String alloy = body("sonic-3.0", ",\"voice\":\"alloy\",\"speed\":2,\"instructions\":\"slowly\"");
        try (Response response = open(rig, alloy, Map.of())) {
            assertEquals(200, response.code());
            assertEquals("voice,speed,instructions", response.header("x-poe-gateway-dropped"));
        }
        try (Response response = open(rig, alloy, Map.of("x-poe-gateway-loss", "strict"))) {
            assertEquals(400, response.code());
        }
    }

    @GatewayTest
    void aModelThatAnswersWithWordsIsAnErrorWithItsWords(Rig rig) {
        Reply reply = rig.post(PATH, body("sse-comments", ""));
        assertEquals(400, reply.status());
        assertEquals("speech_generation_failed", reply.errorCode());
        assertTrue(reply.errorMessage().contains("You wrote: Good morning"), reply::body);
    }

    @GatewayTest
    void aHostThatMisbehavesIsAnErrorThatNamesTheLink(Rig rig) {
        Map<String, String> hosts = Map.of(
                "wrong-type", "no MP3, WAV",
                "empty", "it is empty",
                "elsewhere", "leads to another one",
                "forbidden", "status 403");
        hosts.forEach((fault, words) -> {
            Reply reply = rig.post(PATH, body("audio-" + fault, ""));
            assertEquals(502, reply.status(), reply::body);
            assertEquals("media_fetch_failed", reply.errorCode());
            assertTrue(reply.errorMessage().startsWith("The sound was made and is paid for"), reply::body);
            assertTrue(reply.errorMessage().contains(words), reply::body);
            assertTrue(reply.errorMessage().contains("/base/audio/" + fault + "/"), reply::body);
        });
    }

    @GatewayTest(settings = "media.fetch-limit=1MiB")
    void whatBreaksOffDoesNotLookWhole(Rig rig) throws IOException {
        for (String fault : List.of("short", "endless")) {
            try (Response response = open(rig, body("audio-" + fault, ""), Map.of())) {
                assertEquals(200, response.code());
                assertThrows(IOException.class, () -> response.body().bytes());
            }
            List<JsonNode> events = events(rig, body("audio-" + fault, ",\"stream_format\":\"sse\""));
            assertEquals(
                    "media_fetch_failed",
                    events.getLast().path("error").path("code").asText());
        }
    }

    @GatewayTest
    void theSoundComesInEventsToo(Rig rig) throws IOException {
        byte[] whole;
        try (Response response = open(rig, body("sonic-3.0", ""), Map.of())) {
            whole = response.body().bytes();
        }
        List<JsonNode> events = events(rig, body("sonic-3.0", ",\"stream_format\":\"sse\""));
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        for (JsonNode event : events.subList(0, events.size() - 1)) {
            assertEquals("speech.audio.delta", event.path("type").asText());
            sound.writeBytes(Base64.getDecoder().decode(event.path("audio").asText()));
        }
        assertArrayEquals(whole, sound.toByteArray());
        JsonNode done = events.getLast();
        assertEquals("speech.audio.done", done.path("type").asText());
        assertTrue(done.path("usage").path("total_tokens").isNumber(), done::toString);
    }

    @GatewayTest
    void speechIsMadeOverTheBotProtocolToo(Rig rig) throws IOException {
        try (Response response = open(
                rig,
                body("stable-audio-2.5", ",\"response_format\":\"wav\""),
                Map.of("x-poe-gateway-upstream", "bot"))) {
            assertEquals("audio/wav", response.header("content-type"));
        }
        assertEquals(1, rig.poe().arrivals("/bot/stable-audio-2.5"));
    }

    /** Until Poe's own list is there, nothing is refused for what the bundled one says. */
    private static void learnModels(Rig rig) {
        rig.tick();
        rig.awaitQuiet();
        assertNull(rig.get("/v1/models").headers().get("x-poe-gateway-warning"));
    }

    private static String body(String model, String options) {
        return "{\"model\":\"" + model + "\",\"input\":\"Good morning\"" + options + "}";
    }

    private static String type(Rig rig, String body) throws IOException {
        try (Response response = open(rig, body, Map.of())) {
            assertEquals(200, response.code());
            return String.valueOf(response.header("content-type"));
        }
    }

    private static String param(Reply reply) {
        assertEquals(400, reply.status(), reply::body);
        return reply.json().path("error").path("param").asText();
    }

    private static JsonNode sent(Rig rig) throws IOException {
        byte[] last = rig.poe().arrivals().stream()
                .filter(arrival -> arrival.path().equals(CHAT))
                .toList()
                .getLast()
                .body();
        return JSON.readTree(new String(last, StandardCharsets.UTF_8));
    }

    private static List<JsonNode> events(Rig rig, String body) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        try (Response response = open(rig, body, Map.of())) {
            assertEquals("text/event-stream; charset=utf-8", response.header("content-type"));
            for (String line : response.body().string().lines().toList()) {
                if (line.startsWith("data: ")) {
                    events.add(JSON.readTree(line.substring("data: ".length())));
                }
            }
        }
        return events;
    }

    private static Response open(Rig rig, String body, Map<String, String> headers) throws IOException {
        Request.Builder request = new Request.Builder()
                .url(rig.gateway().url() + PATH)
                .post(RequestBody.create(body, MediaType.get("application/json")));
        headers.forEach(request::header);
        return rig.caller().newCall(request.build()).execute();
    }
}
