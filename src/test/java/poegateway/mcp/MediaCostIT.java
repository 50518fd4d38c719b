package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Scripts;

/** What is said of the cost of pictures, sound and videos: what Poe lists for a call, and else nothing. */
class MediaCostIT {
    private static final String BY_THE_TOKEN =
            "{\"prompt\":\"0.0000020\",\"completion\":\"0.000012\",\"image\":\"0.00012\",\"request\":null}";
    private static final String BY_THE_CALL =
            "{\"prompt\":null,\"completion\":null,\"image\":null,\"request\":\"0.30\"}";

    private static McpClient listed(Rig rig) {
        String models = String.join(
                ",",
                model("nano-banana", "image", BY_THE_TOKEN),
                model("sora-2", "video", BY_THE_CALL),
                model("veo-3.1", "video", "null"),
                model("elevenlabs-v3", "audio", BY_THE_CALL.replace("0.30", "0.00")));
        rig.poe().enqueue("/v1/models", Scripts.json(200, "{\"object\":\"list\",\"data\":[" + models + "]}"));
        rig.advance(Duration.ofMinutes(15));
        rig.until(() -> rig.poe().arrivals("/v1/models") == 1, () -> "no list");
        rig.awaitQuiet();
        return McpClient.stateless(rig);
    }

    private static String model(String id, String makes, String prices) {
        return "{\"id\":\"" + id + "\",\"object\":\"model\",\"created\":1,\"owned_by\":\"X\",\"architecture\":"
                + "{\"input_modalities\":[\"text\"],\"output_modalities\":[\"" + makes + "\"]},\"pricing\":" + prices
                + "}";
    }

    private static JsonNode structured(McpClient client, String tool, String arguments) {
        JsonNode result = client.tool(tool, arguments);
        assertFalse(result.path("isError").asBoolean(), result::toString);
        return result.path("structuredContent");
    }

    @GatewayTest(transport = Transport.H1, settings = "models.refresh-every=15m")
    void whatAVideoCostIsToldAndCountsAsUsed(Rig rig) {
        McpClient client = listed(rig);
        JsonNode made = structured(client, "generate_video", "{\"model\":\"sora-2\",\"prompt\":\"x\"}");
        assertEquals("sora-2", made.path("model").asText(), made::toString);
        assertEquals(10_000, made.at("/cost/points").asLong(), made::toString);
        JsonNode later = structured(
                client, "get_job", "{\"job_id\":\"" + made.path("job_id").asText() + "\"}");
        assertEquals(made.path("cost"), later.path("cost"));
        JsonNode used = structured(client, "get_usage", "{}");
        assertEquals("sora-2", used.at("/by_bot/0/bot").asText(), used::toString);
        assertEquals("0.3", used.at("/by_bot/0/usd_estimated").asText(), used::toString);
        JsonNode unlisted = structured(client, "generate_video", "{\"model\":\"veo-3.1\",\"prompt\":\"x\"}");
        assertTrue(unlisted.at("/media/0/url").isTextual(), unlisted::toString);
        assertFalse(unlisted.has("cost"), unlisted::toString);
    }

    @GatewayTest(transport = Transport.H1, settings = "models.refresh-every=15m")
    void whatIsPaidByTheTokenHasNoPriceBeforeAndNoneIsInvented(Rig rig) {
        McpClient client = listed(rig);
        JsonNode refused = client.tool(
                "generate_image", "{\"model\":\"nano-banana\",\"prompt\":\"x\",\"confirm_above_points\":1000000}");
        assertTrue(refused.path("isError").asBoolean(), refused::toString);
        String why = refused.at("/content/0/text").asText();
        assertTrue(why.startsWith("What this call of nano-banana would cost is not known before"), why);
        JsonNode made = structured(client, "generate_image", "{\"model\":\"nano-banana\",\"prompt\":\"x\"}");
        assertFalse(made.has("cost"), made::toString);
        JsonNode spoken = structured(client, "generate_audio", "{\"model\":\"elevenlabs-v3\",\"text\":\"x\"}");
        assertFalse(spoken.has("cost"), spoken::toString);
        JsonNode estimate = structured(client, "estimate_cost", "{\"model\":\"nano-banana\",\"images\":1}");
        assertFalse(estimate.has("points"), estimate::toString);
        assertEquals(
                20_000,
                structured(client, "estimate_cost", "{\"model\":\"sora-2\",\"images\":2}")
                        .path("points")
                        .asLong());
    }
}
