package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import poegateway.core.Scope;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Scripts;

/** Points of the Poe account, as callers see them. */
class PointsIT {
    private static final String HISTORY = "/usage/points_history";

    private static JsonNode usage(McpClient client, String arguments) {
        return client.tool("get_usage", arguments).path("structuredContent");
    }

    @GatewayTest
    void whatPointsWereSpentForIsToldByPeriodAndBot(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        JsonNode day = usage(client, "{}");
        assertEquals(1_000_000, day.path("balance_points").asLong(), day::toString);
        assertEquals(3, day.path("history").size(), day::toString);
        assertEquals("limit=100", rig.poe().arrivals().getLast().query());
        assertEquals("Claude-Sonnet-4.5", day.at("/history/0/bot").asText());
        assertEquals("API", day.at("/history/0/type").asText());
        assertEquals(450 + 900 + 1_350, day.path("points").asLong(), day::toString);
        assertEquals(1, usage(client, "{\"period\":\"hour\"}").path("history").size());
        JsonNode month = usage(client, "{\"period\":\"month\",\"limit\":2}");
        assertEquals(2, month.path("history").size());
        assertEquals(15 * 450, month.path("points").asLong(), month::toString);
        assertTrue(month.path("points_are_all").asBoolean());
        JsonNode one = usage(client, "{\"bot\":\"imagen-4\"}");
        assertEquals(1_350, one.path("points").asLong(), one::toString);
        assertTrue(client.tool("get_usage", "{\"period\":\"year\"}")
                .path("isError")
                .asBoolean());
    }

    @GatewayTest(transport = Transport.H1)
    void theHistoryOfASharedAccountIsForAdministratorsAlone(Rig rig) {
        var keys = List.of(
                Keyring.known("a", Keyring.key(1), Scope.API),
                Keyring.known("b", Keyring.key(2), Scope.API, Scope.ADMIN));
        rig.gateway().replaceKeys(Keyring.auth(keys.get(0), keys.get(1)), keys);
        McpClient plain = McpClient.stateless(rig, "authorization", "Bearer " + Keyring.key(1));
        JsonNode told = usage(plain, "{}");
        assertFalse(told.has("history"), told::toString);
        assertFalse(told.has("warnings"), told::toString);
        JsonNode asked = usage(plain, "{\"period\":\"month\"}");
        assertFalse(asked.has("history"), asked::toString);
        assertTrue(asked.at("/warnings/0").asText().contains("scope admin"), asked::toString);
        assertEquals(0, rig.poe().arrivals(HISTORY));
        McpClient admin = McpClient.stateless(rig, "authorization", "Bearer " + Keyring.key(2));
        assertTrue(usage(admin, "{}").has("history"));
    }

    @GatewayTest(transport = Transport.H1)
    void whatPoeDoesNotTellIsSaidAndTheRestIsToldAllTheSame(Rig rig) {
        rig.poe().enqueue(HISTORY, Scripts.json(200, "{}"));
        JsonNode told = usage(McpClient.stateless(rig), "{}");
        assertTrue(told.at("/warnings/0").asText().startsWith("Poe does not tell"), told::toString);
        assertEquals(1_000_000, told.path("balance_points").asLong());
        assertTrue(told.has("by_bot"), told::toString);
    }

    @GatewayTest(transport = Transport.H1, settings = "models.refresh-every=15m")
    void anEstimateTellsWhatWouldBeLeft(Rig rig) {
        rig.advance(Duration.ofMinutes(15));
        rig.until(() -> rig.poe().arrivals("/v1/models") == 1, () -> "no list");
        rig.awaitQuiet();
        McpClient client = McpClient.stateless(rig);
        String asked = "{\"model\":\"imagen-4\",\"images\":1,\"seconds\":4}";
        JsonNode cost = client.tool("estimate_cost", asked).path("structuredContent");
        long points = cost.path("points").asLong();
        assertTrue(points > 0, cost::toString);
        assertEquals(1_000_000 - points, cost.path("balance_after").asLong(), cost::toString);
        assertTrue(cost.path("basis").asText().contains("no price by the second"), cost::toString);
        rig.poe().enqueue("/usage/current_balance", Scripts.error(500, "provider_error", "none"));
        JsonNode untold = client.tool("estimate_cost", asked).path("structuredContent");
        assertEquals(points, untold.path("points").asLong());
        assertFalse(untold.has("balance_after"), untold::toString);
    }
}
