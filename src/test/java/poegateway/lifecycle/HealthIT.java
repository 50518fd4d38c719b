package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import poegateway.rig.Eventually;
import poegateway.rig.GatewayTest;
import poegateway.rig.Program;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.Scripts;

/** What {@code /health} tells of the points at Poe and of the settings, and how both may change. */
class HealthIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String BALANCE = "/usage/current_balance";

    @TempDir
    Path folder = Path.of("");

    @GatewayTest(settings = "poe.balance-every=5m")
    void theBalanceIsAskedForAtTheStartAndEveryFiveMinutes(Rig rig) {
        rig.expectAlarm("0 points");
        Eventually.holds(SOON, () -> points(rig).equals("key ok, 1,000,000 points"), () -> points(rig));
        assertEquals("ok", health(rig).path("status").asText());
        assertTrue(rig.get("/metrics").body().contains("poe_gateway_points_balance{account=\"default\"} 1000000"));
        assertEquals(1, rig.poe().arrivals(BALANCE));
        rig.poe().enqueue(Scripts.json(200, "{\"current_point_balance\":0}"));
        rig.time().advance(Duration.ofMinutes(5));
        Eventually.holds(SOON, () -> points(rig).startsWith("key ok, 0 points"), () -> points(rig));
        assertEquals("degraded", health(rig).path("status").asText());
        assertEquals(2, rig.poe().arrivals(BALANCE));
    }

    @GatewayTest(transport = Transport.H1, settings = "poe.balance-every=5m")
    void aKeyThatPoeRefusesIsToldAndReadinessIsNotTouched(Rig rig) {
        Eventually.holds(SOON, () -> points(rig).contains("points"), () -> points(rig));
        rig.poe().enqueue(Scripts.error(401, "authentication_error", "Wrong key."));
        rig.time().advance(Duration.ofMinutes(5));
        Eventually.holds(SOON, () -> !points(rig).contains("points"), () -> points(rig));
        assertEquals("degraded", health(rig).path("status").asText());
        assertEquals(200, rig.get("/health/ready").status());
    }

    @Test
    @Timeout(60)
    void changedSettingsHoldWithoutARestartAndMistakesChangeNothing() throws Exception {
        Path file = folder.resolve("poe-gateway.yaml");
        Files.writeString(file, "limits:\n  requests-per-minute: 600\n");
        try (Program program = Program.start(folder, List.of(), "--port", "0", "--config", file.toString())) {
            URI url = program.awaitReady();
            assertEquals("600", limit(url));
            Files.writeString(file, "limits:\n  requests-per-minute: 1200\n");
            Eventually.holds(SOON, () -> limit(url).equals("1200"), () -> limit(url));
            Files.writeString(file, "limits:\n  request-per-minute: 5\n");
            Eventually.holds(SOON, () -> get(url, "/health").contains("degraded"), () -> get(url, "/health"));
            assertEquals("1200", limit(url));
            program.terminate();
            String said = program.awaitEnd();
            assertTrue(said.contains("poe-gateway.yaml:2:3 unknown key 'limits.request-per-minute'"), said);
        }
    }

    private static JsonNode health(Rig rig) {
        return rig.get("/health").json();
    }

    private static String points(Rig rig) {
        return health(rig).at("/parts/poe account default/detail").asText();
    }

    private static String limit(URI url) {
        Request models = new Request.Builder().url(url + "/v1/models").build();
        try (Response response = new OkHttpClient().newCall(models).execute()) {
            return String.valueOf(response.header("x-ratelimit-limit-requests"));
        } catch (IOException broken) {
            return broken.toString();
        }
    }

    private static String get(URI url, String path) {
        Request request = new Request.Builder().url(url + path).build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            return response.body().string();
        } catch (IOException broken) {
            return broken.toString();
        }
    }
}
