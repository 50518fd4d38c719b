package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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
        assertEquals(5, announced.size(), announced::toString);
        assertTrue(announced.path("extensions").has("io.modelcontextprotocol/tasks"));
        for (McpClient client : McpClient.ofBothEras(rig)) {
            for (String method : List.of("logging/setLevel", "resources/subscribe")) {
                JsonNode answer = client.reply(method, "{}").json();
                assertEquals(-32601, answer.at("/error/code").asInt(), method);
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aSessionBeginsWithTheSame(Rig rig) {
        String introduction = "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{}}";
        JsonNode begun = McpClient.inSession(rig).ask("initialize", introduction);
        assertEquals(
                "{\"tools\":{\"listChanged\":false},\"resources\":{\"subscribe\":false,\"listChanged\":false},"
                        + "\"prompts\":{\"listChanged\":false},\"completions\":{}}",
                begun.path("capabilities").toString());
        assertFalse(begun.path("instructions").asText().isEmpty());
    }
}
