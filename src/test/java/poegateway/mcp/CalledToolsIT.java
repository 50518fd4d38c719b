package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** What a client is told of tools that a model called on the way to its answer. */
class CalledToolsIT {
    private static final String CHAT = "/v1/chat/completions";

    private static String chunk(String delta, String finish) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}";
    }

    /** Two calls of the calculator, of which one cannot be computed. */
    private static Script calling(String thought) {
        return Scripts.sse(
                chunk("{\"role\":\"assistant\",\"reasoning_content\":\"" + thought + "\"}", "null"),
                chunk("{\"tool_calls\":[" + call(0, "2+3") + "," + call(1, "1/0") + "]}", "null"),
                chunk("{}", "\"tool_calls\""),
                "[DONE]");
    }

    private static String call(int index, String expression) {
        return "{\"index\":" + index + ",\"id\":\"c" + index
                + "\",\"type\":\"function\",\"function\":{\"name\":\"calculator\","
                + "\"arguments\":\"{\\\"expression\\\":\\\"" + expression + "\\\"}\"}}";
    }

    private static JsonNode structured(Rig rig, String more) {
        JsonNode result = McpClient.stateless(rig)
                .tool(
                        "ask_poe_with_tools",
                        "{\"bot\":\"Some-Model\",\"prompt\":\"sum\",\"tools\":[\"calculator\"]" + more + "}");
        return result.path("structuredContent");
    }

    @GatewayTest(transport = Transport.H1)
    void eachCallTellsItsTimeWhetherItFailedAndWhatWasThoughtBefore(Rig rig) {
        rig.poe().enqueue(CHAT, calling("first I add"));
        rig.poe().enqueue(CHAT, calling("once more"));
        rig.poe()
                .enqueue(
                        CHAT,
                        Scripts.sse(
                                chunk("{\"role\":\"assistant\",\"reasoning_content\":\"now I know\"}", "null"),
                                chunk("{\"content\":\"It is 5.\"}", "null"),
                                chunk("{}", "\"stop\""),
                                "[DONE]"));
        JsonNode told = structured(rig, "");
        JsonNode calls = told.path("tool_calls");
        assertEquals(4, calls.size(), told::toString);
        assertEquals("first I add", calls.at("/0/reasoning").asText());
        assertFalse(calls.path(1).has("reasoning"), told::toString);
        assertEquals("once more", calls.at("/2/reasoning").asText());
        assertEquals("now I know", told.path("reasoning").asText());
        assertEquals("5", calls.at("/0/result").asText());
        for (int i = 0; i < calls.size(); i++) {
            assertEquals(i % 2 == 1, calls.path(i).path("is_error").asBoolean(), told::toString);
            assertTrue(calls.path(i).path("ms").isIntegralNumber(), told::toString);
            assertEquals(i / 2 + 1, calls.path(i).path("round").asInt());
        }
        assertEquals("It is 5.", told.path("text").asText());
    }

    @GatewayTest(transport = Transport.H1)
    void fewerRoundsAreRunWhereTheCallerWantsFewer(Rig rig) {
        rig.poe().enqueue(CHAT, calling(""));
        rig.poe().enqueue(CHAT, calling(""));
        JsonNode told = structured(rig, ",\"max_rounds\":1");
        assertEquals("tool_rounds_exceeded", told.at("/error/code").asText(), told::toString);
        assertEquals(2, rig.poe().arrivals(CHAT));
        assertTrue(McpClient.stateless(rig)
                .tool(
                        "ask_poe_with_tools",
                        "{\"bot\":\"m\",\"prompt\":\"x\",\"tools\":[\"calculator\"],\"max_rounds\":11}")
                .at("/content/0/text")
                .asText()
                .contains("from 1 to 10"));
    }

    @GatewayTest(transport = Transport.H1, settings = "tools.rounds=1")
    void noCallerGetsMoreRoundsThanTheOperatorAllows(Rig rig) {
        rig.poe().enqueue(CHAT, calling(""));
        rig.poe().enqueue(CHAT, calling(""));
        JsonNode told = structured(rig, ",\"max_rounds\":10");
        assertEquals("tool_rounds_exceeded", told.at("/error/code").asText(), told::toString);
        assertEquals(2, rig.poe().arrivals(CHAT));
    }
}
