package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.Response;
import okio.BufferedSource;
import poegateway.mcp.message.McpJson;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** What a call may cost unasked. */
class SpendingIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String PRICED =
            "{\"bot\":\"Claude-Sonnet-4.6\",\"prompt\":\"hello\",\"confirm_above_points\":";

    /** Poe's prices are known. */
    private static Rig priced(Rig rig) {
        rig.advance(Duration.ofMinutes(15));
        rig.until(() -> rig.poe().arrivals("/v1/models") == 1, () -> "no list");
        rig.awaitQuiet();
        return rig;
    }

    private static String refusal(McpClient client, String tool, String arguments) {
        JsonNode result = client.tool(tool, arguments);
        assertTrue(result.path("isError").asBoolean(), result::toString);
        return result.at("/content/0/text").asText();
    }

    @GatewayTest(transport = Transport.H1, settings = "models.refresh-every=15m")
    void aCallThatMayCostMoreIsRefusedWhereNobodyCanBeAsked(Rig rig) {
        McpClient client = McpClient.stateless(priced(rig));
        String refused = refusal(client, "ask_poe", PRICED + "1}");
        assertTrue(refused.contains("would cost about"), refused);
        assertTrue(refused.contains("'confirm_above_points' is 1. Nothing was paid."), refused);
        Map<String, String> others = Map.of(
                "ask_poe_with_tools",
                "{\"bot\":\"gpt-4o\",\"prompt\":\"x\",\"tools\":[\"calculator\"],\"confirm_above_points\":0}",
                "compare_bots",
                "{\"bots\":[\"gpt-4o\",\"Claude-Sonnet-4.6\"],\"prompt\":\"x\",\"confirm_above_points\":0}",
                "generate_image",
                "{\"model\":\"imagen-4\",\"prompt\":\"x\",\"n\":4,\"confirm_above_points\":1}",
                "generate_audio",
                "{\"model\":\"elevenlabs-v3\",\"text\":\"x\",\"confirm_above_points\":0}",
                "generate_video",
                "{\"model\":\"sora-2\",\"prompt\":\"x\",\"confirm_above_points\":0}");
        others.forEach(
                (tool, arguments) -> assertTrue(refusal(client, tool, arguments).contains("Nothing was paid"), tool));
        assertEquals(0, rig.poe().arrivals(CHAT));
        JsonNode answer = client.tool("ask_poe", PRICED + "1000000}");
        assertTrue(answer.at("/structuredContent/cost/points").asLong() > 0, answer::toString);
        assertFalse(answer.at("/structuredContent").has("warnings"), answer::toString);
    }

    @GatewayTest(transport = Transport.H1, settings = "models.refresh-every=15m")
    void allRoundsAndTheConversationBeforeCount(Rig rig) {
        McpClient client = McpClient.stateless(priced(rig));
        long once = points(refusal(client, "ask_poe", PRICED + "0}"));
        String tools = "{\"bot\":\"Claude-Sonnet-4.6\",\"prompt\":\"hello\",\"tools\":[\"calculator\"],"
                + "\"confirm_above_points\":0,\"max_rounds\":";
        long thrice = points(refusal(client, "ask_poe_with_tools", tools + "2}"));
        assertTrue(thrice > 2 * once && thrice <= 3 * once, once + " and " + thrice);
        String id = client.tool(
                        "ask_poe", "{\"bot\":\"Claude-Sonnet-4.6\",\"prompt\":\"" + "word ".repeat(20_000) + "\"}")
                .at("/structuredContent/session_id")
                .asText();
        assertTrue(points(refusal(client, "ask_poe", PRICED + "0,\"session_id\":\"" + id + "\"}")) > 2 * once);
    }

    private static long points(String sentence) {
        return Long.parseLong(sentence.replaceAll(".*would cost about (\\d+) points.*", "$1"));
    }

    @GatewayTest(transport = Transport.H1)
    void whatACallCostsIsNotKnownWherePoeListsNoPrice(Rig rig) {
        String refused = refusal(
                McpClient.stateless(rig),
                "ask_poe",
                "{\"bot\":\"Unlisted\",\"prompt\":\"x\",\"confirm_above_points\":9}");
        assertTrue(refused.startsWith("What this call of Unlisted would cost is not known before"), refused);
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(transport = Transport.H1, settings = "models.refresh-every=15m")
    void theUserIsAskedAndTheAnswerComesWithAnotherRequest(Rig rig) {
        McpClient client = McpClient.stateless(priced(rig)).withElicitation();
        JsonNode asked = client.tool("ask_poe", PRICED + "1}");
        assertEquals("input_required", asked.path("resultType").asText(), asked::toString);
        Map.Entry<String, JsonNode> question =
                asked.path("inputRequests").properties().iterator().next();
        assertTrue(question.getValue().at("/params/message").asText().contains("points. Go on?"), asked::toString);
        assertTrue(again(client, asked, question.getKey(), "{\"action\":\"decline\"}")
                .path("isError")
                .asBoolean());
        assertTrue(again(client, asked, question.getKey(), "{\"action\":\"accept\",\"content\":{\"spend\":false}}")
                .path("isError")
                .asBoolean());
        assertEquals(
                "input_required",
                again(client, asked, "spend_1", "{\"action\":\"accept\",\"content\":{\"spend\":true}}")
                        .path("resultType")
                        .asText());
        assertEquals(0, rig.poe().arrivals(CHAT));
        JsonNode answer =
                again(client, asked, question.getKey(), "{\"action\":\"accept\",\"content\":{\"spend\":true}}");
        assertTrue(answer.at("/structuredContent/text").asText().endsWith("hello"), answer::toString);
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    private static JsonNode again(McpClient client, JsonNode asked, String key, String answer) {
        ObjectNode params = McpJson.object().put("name", "ask_poe");
        params.set("arguments", McpJson.object(PRICED + "1}"));
        params.putObject("inputResponses").set(key, McpJson.object(answer));
        if (asked.has("requestState")) {
            params.set("requestState", asked.path("requestState"));
        }
        return client.result(client.call(4, "tools/call", params));
    }

    @GatewayTest(transport = Transport.H1, settings = "models.refresh-every=15m")
    void theUserIsAskedOverTheSameStreamInASession(Rig rig) throws IOException {
        McpClient client = McpClient.inSession(priced(rig));
        for (boolean spend : List.of(false, true)) {
            try (Response response = client.callTool("ask_poe", PRICED + "1}").execute()) {
                JsonNode question = next(response.body().source());
                assertEquals("elicitation/create", question.path("method").asText());
                assertEquals(
                        202,
                        client.answer(
                                question.path("id"), "{\"action\":\"accept\",\"content\":{\"spend\":" + spend + "}}"));
                JsonNode answer = next(response.body().source());
                assertEquals(!spend, answer.at("/result/isError").asBoolean(), answer::toString);
            }
        }
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    private static JsonNode next(BufferedSource events) throws IOException {
        while (true) {
            String line = events.readUtf8LineStrict();
            if (line.startsWith("data: ")) {
                return McpJson.read(line.substring("data: ".length())).orElseThrow();
            }
        }
    }
}
