package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** What clients are told that the server can, against what it does. */
class CapabilitiesIT {
    @GatewayTest(transport = Transport.H1)
    void whatIsNotThereIsNotAnnouncedAndHasNoMethod(Rig rig) {
        McpClient stateless = McpClient.stateless(rig);
        JsonNode announced = stateless.ask("server/discover", "{}").path("capabilities");
        assertEquals("{\"listChanged\":false}", announced.path("tools").toString());
        assertEquals(
                "{\"subscribe\":true,\"listChanged\":false}",
                announced.path("resources").toString());
        assertEquals(5, announced.size(), announced::toString);
        JsonNode older = stateless.reply("resources/subscribe", "{}").json();
        assertEquals(-32601, older.at("/error/code").asInt());
        assertTrue(announced.path("extensions").has("io.modelcontextprotocol/tasks"));
        for (McpClient client : McpClient.ofBothEras(rig)) {
            JsonNode answer = client.reply("logging/setLevel", "{}").json();
            assertEquals(-32601, answer.at("/error/code").asInt());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aSessionBeginsWithTheSame(Rig rig) {
        String introduction = "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{}}";
        JsonNode begun = McpClient.inSession(rig).ask("initialize", introduction);
        assertEquals(
                "{\"tools\":{\"listChanged\":false},\"resources\":{\"subscribe\":true,\"listChanged\":false},"
                        + "\"prompts\":{\"listChanged\":false},\"completions\":{}}",
                begun.path("capabilities").toString());
        assertFalse(begun.path("instructions").asText().isEmpty());
    }
}
