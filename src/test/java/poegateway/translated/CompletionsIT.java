package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Scripts;

/** Completions of one text, which Poe does not speak. */
class CompletionsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/v1/completions";

    @GatewayTest
    void aPromptIsOneMessageOfTheUserAndTheAnswerIsItsText(Rig rig) throws IOException {
        rig.poe().enqueue(ChatDialect.CHAT.whole("Blue."));
        Reply reply =
                rig.post(PATH, body("\"prompt\":\"The sky is\",\"max_tokens\":5,\"logprobs\":2,\"stop\":\"END\""));
        assertEquals(200, reply.status(), reply.body());
        JsonNode answer = JSON.readTree(reply.body());
        assertEquals("text_completion", answer.path("object").asText());
        assertTrue(answer.path("id").asText().startsWith("cmpl-"));
        assertEquals("Blue.", answer.path("choices").path(0).path("text").asText());
        assertEquals(
                "stop", answer.path("choices").path(0).path("finish_reason").asText());
        assertTrue(answer.path("usage").path("total_tokens").asInt() > 0);
        assertEquals("translated", reply.header("x-poe-gateway-mode"));
        assertEquals("openai", reply.header("x-poe-gateway-upstream"));
        assertEquals("nearest", reply.header("x-poe-gateway-reason"));
        assertEquals("logprobs", reply.header("x-poe-gateway-dropped"));
        JsonNode asked = JSON.readTree(rig.poe().arrivals().getLast().body());
        assertEquals("/v1/chat/completions", rig.poe().arrivals().getLast().path());
        assertEquals(
                JSON.readTree(
                        "{\"model\":\"Claude-Sonnet-4.6\",\"messages\":[{\"role\":\"user\",\"content\":\"The sky is\"}],"
                                + "\"max_tokens\":5,\"stop\":\"END\"}"),
                asked);
    }

    @GatewayTest
    void aStreamComesInPiecesWithItsUsageAndItsEnd(Rig rig) throws IOException {
        Reply reply = rig.post(
                PATH, body("\"prompt\":[\"Say hello\"],\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
        List<JsonNode> chunks = chunks(reply);
        assertTrue(reply.body().endsWith("data: [DONE]\n\n"), reply.body());
        assertTrue(chunks.size() > 3, reply.body());
        assertTrue(
                chunks.stream().allMatch(chunk -> chunk.path("object").asText().equals("text_completion")));
        assertEquals(
                "stop",
                chunks.get(chunks.size() - 2)
                        .path("choices")
                        .path(0)
                        .path("finish_reason")
                        .asText());
        assertTrue(chunks.getLast().path("usage").path("total_tokens").asInt() > 0);
        assertFalse(rig.post(PATH, body("\"prompt\":\"hello\",\"stream\":true"))
                .body()
                .contains("\"usage\""));
    }

    @GatewayTest
    void whatNoChatCanDoIsRefusedByName(Rig rig) {
        for (String wrong : List.of("echo\":true", "suffix\":\"x", "n\":2", "best_of\":3")) {
            String member = "\"" + wrong + (wrong.endsWith("x") ? "\"" : "");
            Reply reply = rig.post(PATH, body("\"prompt\":\"hello\"," + member));
            assertEquals(400, reply.status(), reply.body());
            assertEquals("unsupported_parameter", reply.errorCode(), reply.body());
            assertTrue(reply.body().contains(wrong.substring(0, wrong.indexOf('"'))), reply.body());
        }
        assertEquals(400, rig.post(PATH, body("\"prompt\":[1,2,3]")).status());
        assertEquals(400, rig.post(PATH, body("\"prompt\":[\"a\",\"b\"]")).status());
        assertEquals(
                "missing_required_parameter",
                rig.post(PATH, "{\"model\":\"m\"}").errorCode());
        assertEquals(List.of(), rig.poe().arrivals());
    }

    @GatewayTest
    void aMemberOfTheWrongTypeIsRefusedByName(Rig rig) {
        for (String wrong : List.of(
                "stop\":{}",
                "stop\":4",
                "stop\":[\"END\",4]",
                "stop\":[null]",
                "temperature\":\"hot\"",
                "temperature\":3",
                "top_p\":[1]",
                "top_p\":-1",
                "max_tokens\":\"many\"",
                "max_tokens\":-1")) {
            Reply reply = rig.post(PATH, body("\"prompt\":\"hello\",\"" + wrong));
            assertEquals(400, reply.status(), wrong + ": " + reply.body());
            assertEquals("invalid_value", reply.errorCode(), reply.body());
            String name = wrong.substring(0, wrong.indexOf('"'));
            assertTrue(reply.body().contains("\"param\":\"" + name + "\""), reply.body());
        }
        assertEquals(List.of(), rig.poe().arrivals());
    }

    @GatewayTest
    void errorsOfPoeAreTold(Rig rig) {
        rig.poe().enqueue(Scripts.error(402, "insufficient_credits", "No points."));
        Reply reply = rig.post(PATH, body("\"prompt\":\"hello\""));
        assertEquals(402, reply.status(), reply.body());
        rig.poe().enqueue(ChatDialect.CHAT.brokenBy(ChatDialect.CHAT.failing(500, "provider_error"), "a", "b"));
        Reply broken = rig.post(PATH, body("\"prompt\":\"hello\",\"stream\":true"));
        assertTrue(broken.body().contains("\"text\":\"b\""), broken.body());
        assertTrue(broken.body().contains("\"error\""), broken.body());
        assertFalse(broken.body().contains("[DONE]"), broken.body());
    }

    @GatewayTest
    void strictRefusesWhatWouldBeLeftOut(Rig rig) {
        Reply reply = rig.read(rig.caller()
                .newCall(rig.call(PATH, body("\"prompt\":\"hello\",\"seed\":1"))
                        .request()
                        .newBuilder()
                        .header("x-poe-gateway-loss", "strict")
                        .header("x-poe-gateway-upstream", "bot")
                        .build()));
        assertEquals(400, reply.status(), reply.body());
        assertEquals("unsupported_parameter", reply.errorCode());
        assertTrue(reply.body().contains("seed"), reply.body());
        assertEquals(List.of(), rig.poe().arrivals());
    }

    private static String body(String members) {
        return "{\"model\":\"Claude-Sonnet-4.6\"," + members + "}";
    }

    private static List<JsonNode> chunks(Reply reply) throws IOException {
        List<JsonNode> chunks = new ArrayList<>();
        for (String event : reply.body().split("\n\n")) {
            if (event.startsWith("data: {")) {
                chunks.add(JSON.readTree(event.substring("data: ".length())));
            }
        }
        return chunks;
    }
}
