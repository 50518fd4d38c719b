package poegateway.media.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.fetch.MediaFormat;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Scripts;

class ImagesIT {
    private static final String PATH = "/v1/images/generations";
    private static final String CHAT = "/v1/chat/completions";
    private static final ObjectMapper JSON = new ObjectMapper();

    @GatewayTest
    void aPictureComesAsItsAddressAndAsItsBytesUnlessOneOfThemIsAskedFor(Rig rig) throws IOException {
        JsonNode both = made(generate(rig, "")).get(0);
        assertTrue(both.path("url").asText().contains("/base/image/"), both::toString);
        assertPicture(both.path("b64_json").asText());
        assertEquals(List.of("url", "b64_json"), names(both));
        JsonNode url = made(generate(rig, ",\"response_format\":\"url\"")).get(0);
        assertEquals(List.of("url"), names(url));
        assertEquals(both.path("url"), url.path("url"));
        JsonNode bytes =
                made(generate(rig, ",\"response_format\":\"b64_json\"")).get(0);
        assertEquals(List.of("b64_json"), names(bytes));
        assertEquals(both.path("b64_json"), bytes.path("b64_json"));
    }

    @GatewayTest
    void theAnswerTellsWhenItWasMadeByWhomAndWhatItCost(Rig rig) {
        Reply reply = generate(rig, "");
        JsonNode json = reply.json();
        assertEquals(rig.time().instant().getEpochSecond(), json.path("created").asLong());
        assertEquals("png", json.path("output_format").asText());
        JsonNode usage = json.path("usage");
        assertTrue(usage.path("input_tokens").asLong() > 0, usage::toString);
        assertEquals(
                usage.path("total_tokens").asLong(),
                usage.path("input_tokens").asLong()
                        + usage.path("output_tokens").asLong());
        assertEquals(
                usage.path("input_tokens"), usage.path("input_tokens_details").path("text_tokens"));
        assertEquals("gpt-image-1.5", reply.header("x-poe-gateway-model"));
        assertNull(reply.headers().get("x-poe-gateway-dropped"));
    }

    @GatewayTest
    void aPictureHasTheSizeThatWasAskedFor(Rig rig) throws IOException {
        JsonNode bytes = made(generate(rig, ",\"size\":\"1024x1536\",\"response_format\":\"b64_json\""))
                .get(0)
                .path("b64_json");
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(bytes.asText())));
        assertEquals(List.of(1024, 1536), List.of(picture.getWidth(), picture.getHeight()));
    }

    @GatewayTest
    void theShortFormIsTheSame(Rig rig) {
        assertEquals(
                made(generate(rig, "")),
                made(rig.post("/v1/images", "{\"model\":\"gpt-image-1.5\",\"prompt\":\"a cat\"}")));
    }

    @GatewayTest
    void severalPicturesAreAsManyCalls(Rig rig) {
        assertEquals(6, made(generate(rig, ",\"n\":6")).size());
        assertEquals(6, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void aPictureIsMadeOverTheBotProtocolToo(Rig rig) {
        Reply reply = read(
                rig,
                "{\"model\":\"gpt-image-1.5\",\"prompt\":\"a cat\",\"size\":\"1024x1536\"}",
                Map.of("x-poe-gateway-upstream", "bot"));
        assertPicture(made(reply).get(0).path("b64_json").asText());
        assertEquals(1, rig.poe().arrivals("/bot/gpt-image-1.5"));
        assertTrue(sent(rig).contains("\"parameters\":{\"aspect\":\"2:3\"}"), () -> sent(rig));
    }

    @GatewayTest
    void optionsReachTheModelInItsOwnWords(Rig rig) {
        generate(rig, ",\"size\":\"1536x1024\",\"quality\":\"hd\",\"user\":\"me\",\"background\":\"auto\"");
        assertTrue(sent(rig).contains("\"aspect\":\"3:2\""), () -> sent(rig));
        assertTrue(sent(rig).contains("\"quality\":\"high\""), () -> sent(rig));
    }

    @GatewayTest
    void whatTheModelHasNoWordForIsNamed(Rig rig) {
        Reply reply = generate(rig, ",\"background\":\"transparent\",\"output_format\":\"webp\",\"colour\":1");
        assertEquals(200, reply.status());
        assertEquals("background,output_format,colour", reply.header("x-poe-gateway-dropped"));
        assertFalse(sent(rig).contains("transparent"), () -> sent(rig));
    }

    @GatewayTest
    void nothingIsLeftOutOfARequestThatForbidsIt(Rig rig) {
        Reply reply = read(
                rig,
                "{\"model\":\"gpt-image-1.5\",\"prompt\":\"a cat\",\"background\":\"transparent\"}",
                Map.of("x-poe-gateway-loss", "strict"));
        assertEquals(400, reply.status());
        assertEquals("unsupported_parameter", reply.errorCode());
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(settings = "models.refresh-every=15m")
    void aShapeThatTheModelDoesNotDrawIsRefusedByName(Rig rig) {
        learnModels(rig);
        Reply reply = generate(rig, ",\"size\":\"3000x1000\"");
        assertEquals(400, reply.status());
        assertEquals("unsupported_value", reply.errorCode());
        assertTrue(reply.body().contains("1:1, 3:2, 2:3"), reply::body);
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void wordsInPlaceOfAPictureAreTheError(Rig rig) {
        rig.poe()
                .enqueue(
                        CHAT,
                        Scripts.json(
                                200,
                                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"GPT-Image-1.5\","
                                        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello there!\"},"
                                        + "\"finish_reason\":\"stop\"}]}"));
        Reply reply = generate(rig, "");
        assertEquals(400, reply.status());
        assertEquals("image_generation_failed", reply.errorCode());
        assertTrue(reply.body().contains("Hello there!"), reply::body);
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(settings = "models.refresh-every=15m")
    void aModelThatDrawsNothingIsNotAsked(Rig rig) {
        learnModels(rig);
        Reply reply = rig.post(PATH, "{\"model\":\"claude-sonnet-4.6\",\"prompt\":\"a cat\"}");
        assertEquals(400, reply.status());
        assertEquals("unsupported_feature", reply.errorCode());
        assertEquals(0, rig.poe().arrivals("/v1/messages"));
    }

    @GatewayTest
    void aCallThatMayHaveBegunIsNotMadeAgain(Rig rig) {
        rig.poe().enqueue(CHAT, Scripts.error(500, "internal_error", "out of order"));
        assertEquals(502, generate(rig, "").status());
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void whatSomeCallsGaveIsTheAnswerAndWhatFailedIsNamed(Rig rig) {
        rig.poe().enqueue(CHAT, Scripts.error(500, "internal_error", "out of order"));
        Reply reply = generate(rig, ",\"n\":3");
        assertEquals(2, made(reply).size());
        assertEquals("2 of 3 calls gave a picture: upstream_error", reply.header("x-poe-gateway-warning"));
    }

    @GatewayTest
    void whereAllCallsFailTheFirstFailureIsTheAnswer(Rig rig) {
        Reply reply = rig.post(PATH, "{\"model\":\"error-402\",\"prompt\":\"a cat\",\"n\":10}");
        assertEquals(402, reply.status());
        assertTrue(rig.poe().arrivals(CHAT) <= 4, () -> "calls: " + rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void aStreamEndsInOneEventThatHasThePicture(Rig rig) throws IOException {
        Reply reply = generate(rig, ",\"stream\":true,\"partial_images\":2");
        assertTrue(reply.header("content-type").startsWith("text/event-stream"));
        String[] lines = reply.body().strip().split("\n");
        assertEquals("event: image_generation.completed", lines[0]);
        JsonNode event = JSON.readTree(lines[1].substring("data: ".length()));
        assertEquals("image_generation.completed", event.path("type").asText());
        assertPicture(event.path("b64_json").asText());
        assertEquals(
                List.of(
                        "type",
                        "url",
                        "b64_json",
                        "created_at",
                        "background",
                        "quality",
                        "size",
                        "output_format",
                        "usage"),
                names(event));
        assertTrue(event.path("usage").path("total_tokens").asLong() > 0, event::toString);
        assertEquals(2, lines.length);
    }

    @GatewayTest
    void whatIsNoRequestForPicturesIsRefusedByName(Rig rig) {
        assertRefused(rig, "{\"prompt\":\"a cat\"}", "missing_required_parameter", "model");
        assertRefused(rig, "{\"model\":\"dall-e-3\"}", "missing_required_parameter", "prompt");
        assertRefused(rig, "{\"model\":\"dall-e-3\",\"prompt\":\" \"}", "invalid_value", "prompt");
        for (String option : List.of("n\":0", "n\":11", "response_format\":\"png\"", "stream\":1", "size\":7")) {
            String body = "{\"model\":\"dall-e-3\",\"prompt\":\"a cat\",\"" + option + "}";
            assertRefused(rig, body, "invalid_value", option.substring(0, option.indexOf('"')));
        }
    }

    /** Until Poe's own list is there, nothing is refused for what the bundled one says. */
    private static void learnModels(Rig rig) {
        rig.tick();
        rig.awaitQuiet();
        assertNull(rig.get("/v1/models").headers().get("x-poe-gateway-warning"));
    }

    private static void assertRefused(Rig rig, String body, String code, String param) {
        Reply reply = rig.post(PATH, body);
        assertEquals(400, reply.status(), body);
        assertEquals(code, reply.errorCode(), body);
        assertEquals(param, reply.json().path("error").path("param").asText(), body);
    }

    private static void assertPicture(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        assertEquals(MediaFormat.PNG, MediaFormat.of(bytes).orElseThrow());
        try {
            assertNotNull(ImageIO.read(new ByteArrayInputStream(bytes)));
        } catch (IOException unreadable) {
            throw new AssertionError("no picture", unreadable);
        }
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static JsonNode made(Reply reply) {
        assertEquals(200, reply.status(), reply::body);
        return reply.json().path("data");
    }

    private static String sent(Rig rig) {
        return rig.poe().arrivals().stream()
                .map(arrival -> new String(arrival.body(), StandardCharsets.UTF_8))
                .reduce("", String::concat);
    }

    private static Reply generate(Rig rig, String options) {
        return rig.post(PATH, "{\"model\":\"gpt-image-1.5\",\"prompt\":\"a cat\"" + options + "}");
    }

    private static Reply read(Rig rig, String body, Map<String, String> headers) {
        Request.Builder request = new Request.Builder()
                .url(rig.gateway().url() + PATH)
                .post(RequestBody.create(body, MediaType.get("application/json")));
        headers.forEach(request::header);
        return rig.read(rig.caller().newCall(request.build()));
    }
}
