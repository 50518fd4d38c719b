package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import okhttp3.Request;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;

/** The older form of tools, {@code functions} and {@code function_call}, over the bot protocol. */
class OlderFunctionsIT {
    private static final String ASKED = "{\"role\":\"user\",\"content\":\"weather?\"}";

    @GatewayTest
    void aCallOfAWholeReplyHasTheOlderForm(Rig rig) {
        JsonNode choice = MatrixAnswer.json(ask(rig, false, ASKED).body()).at("/choices/0");
        assertEquals("function_call", choice.path("finish_reason").asText(), choice::toString);
        JsonNode message = choice.path("message");
        assertEquals("weather", message.at("/function_call/name").asText(), choice::toString);
        assertTrue(
                MatrixAnswer.json(message.at("/function_call/arguments").asText())
                        .isObject(),
                choice::toString);
        assertFalse(message.has("tool_calls"), choice::toString);
    }

    @GatewayTest
    void aCallOfAStreamHasTheOlderForm(Rig rig) {
        Reply reply = ask(rig, true, ASKED);
        StringBuilder arguments = new StringBuilder();
        String name = "";
        String finish = "";
        for (JsonNode event : MatrixAnswer.events(reply.body())) {
            JsonNode call = event.at("/choices/0/delta/function_call");
            name += call.path("name").asText();
            arguments.append(call.path("arguments").asText());
            finish += event.at("/choices/0/finish_reason").asText("").replace("null", "");
        }
        assertEquals("weather function_call", name + " " + finish, reply.body());
        assertTrue(MatrixAnswer.json(arguments.toString()).isObject(), reply.body());
        assertFalse(reply.body().contains("tool_calls"), reply.body());
    }

    @GatewayTest
    void theSecondTurnTakesCallAndResultToTheBot(Rig rig) {
        String call = ",{\"role\":\"assistant\",\"content\":null,\"function_call\":{\"name\":\"weather\","
                + "\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"}},"
                + "{\"role\":\"function\",\"name\":\"weather\",\"content\":\"rain\"}";
        for (boolean stream : new boolean[] {false, true}) {
            Reply reply = ask(rig, stream, ASKED + call);
            assertEquals(200, reply.status(), reply.body());
            assertTrue(reply.body().contains("rain"), reply.body());
            JsonNode sent =
                    MatrixAnswer.json(new String(rig.poe().arrivals().getLast().body(), StandardCharsets.UTF_8));
            assertEquals("weather", sent.at("/tool_calls/0/function/name").asText(), sent::toString);
            assertEquals("rain", sent.at("/tool_results/0/content").asText(), sent::toString);
            assertEquals(
                    sent.at("/tool_calls/0/id").asText(),
                    sent.at("/tool_results/0/tool_call_id").asText());
        }
    }

    private static Reply ask(Rig rig, boolean stream, String messages) {
        String body = "{\"model\":\"Claude-Sonnet-4.6\",\"stream\":" + stream + ",\"messages\":[" + messages
                + "],\"functions\":[{\"name\":\"weather\",\"description\":\"\",\"parameters\":{\"type\":\"object\","
                + "\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}}]}";
        Request call = rig.call("/v1/chat/completions", body)
                .request()
                .newBuilder()
                .header("x-poe-gateway-upstream", "bot")
                .build();
        return rig.read(rig.caller().newCall(call));
    }
}
