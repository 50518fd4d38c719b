package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import poegateway.app.Gateway;
import poegateway.rig.Eventually;
import poegateway.rig.GatewayTest;
import poegateway.rig.Program;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;
import poegateway.simulator.script.Scripts;

/** What {@code /health} tells of the points at Poe and of the settings, and how both may change. */
class HealthIT {
    private static final String MODEL = "Claude-Sonnet-4.6";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder = Path.of("");

    @GatewayTest(transport = Transport.H1, settings = "poe.balance-every=5m")
    void theBalanceIsAskedForAtTheStartAndEveryFiveMinutes(Rig rig) throws IOException {
        AtomicReference<String> balance = new AtomicReference<>("{\"current_point_balance\":1234567}");
        AtomicInteger questions = new AtomicInteger();
        try (TellingPoe poe = new TellingPoe(balance, questions)) {
            Gateway gateway = rig.gatewayTo(poe.url());
            rig.tick();
            becomes(gateway, "key ok, 1,234,567 points", "ok");
            assertTrue(get(gateway.url(), "/metrics").contains("points_balance{account=\"default\"} 1234567.0"));
            assertEquals(1, questions.get());
            balance.set("{\"current_point_balance\":0}");
            rig.advance(Duration.ofMinutes(5));
            becomes(gateway, "key ok, 0 points; buy some at poe.com", "degraded");
            balance.set("");
            rig.advance(Duration.ofMinutes(5));
            becomes(gateway, "refused", "degraded");
            assertEquals(3, questions.get());
            assertTrue(gateway.ready());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aKeyThatPoeRefusesOnAQuestionIsToldAtOnceAndIsWellAgainAfterASuccess(Rig rig, TestDialect dialect) {
        assertTrue(get(rig.gateway().url(), "/health").startsWith("{\"status\":\"ok\""));
        rig.poe().enqueue(Scripts.error(401, "authentication_error", "No."));
        assertEquals(502, rig.ask(dialect, MODEL, false).status());
        String told = get(rig.gateway().url(), "/health");
        assertTrue(told.startsWith("{\"status\":\"degraded\""), told);
        assertTrue(told.contains("Poe refused the gateway's own key"), told);
        rig.poe().enqueue(Scripts.error(402, "insufficient_credits", "No points."));
        assertEquals(402, rig.ask(dialect, MODEL, true).status());
        assertTrue(get(rig.gateway().url(), "/health").contains("no points left"));
        rig.poe().enqueue(dialect.stream("hello"));
        assertEquals(200, rig.ask(dialect, MODEL, true).status());
        assertTrue(get(rig.gateway().url(), "/health").startsWith("{\"status\":\"ok\""));
    }

    @GatewayTest(transport = Transport.H1, settings = "auth.mode=poe-key")
    void aCallersOwnKeyThatPoeRefusesIsNoMatterOfTheGateways(Rig rig, TestDialect dialect) {
        rig.poe().enqueue(Scripts.error(401, "authentication_error", "No."));
        Request request = rig.request(dialect, MODEL, false)
                .headers(dialect.key("key-of-alice"))
                .build();
        assertEquals(401, rig.read(rig.caller().newCall(request)).status());
        Request health = new Request.Builder()
                .url(rig.gateway().url() + "/health")
                .header("authorization", "Bearer key-of-alice")
                .build();
        String told = rig.read(rig.caller().newCall(health)).body();
        assertTrue(told.startsWith("{\"status\":\"ok\""), told);
    }

    /** On Linux, where there is a device that is always full. */
    @Test
    @Timeout(240)
    @EnabledOnOs(OS.LINUX)
    void aLogThatCannotBeWrittenIsTold() throws Exception {
        try (Program program = Program.withLog(folder, Path.of("/dev/full"), "--port", "0")) {
            URI url = program.awaitReady();
            get(url, "/v1/models");
            Eventually.holds(
                    SOON,
                    () -> get(url, "/health").contains("lines lost since the start: "),
                    () -> get(url, "/health"));
            assertTrue(get(url, "/health").startsWith("{\"status\":\"degraded\""), get(url, "/health"));
            assertFalse(get(url, "/metrics").contains("log_lines_dropped_total 0.0"));
            assertTrue(get(url, "/v1/models").startsWith("{\"object\":\"list\""));
        }
    }

    private static void becomes(Gateway gateway, String words, String status) {
        Eventually.holds(
                SOON, () -> get(gateway.url(), "/health").contains(words), () -> get(gateway.url(), "/health"));
        assertTrue(get(gateway.url(), "/health").startsWith("{\"status\":\"" + status + "\""));
    }

    /** A Poe that tells the balance it is told to, and refuses the key where that is empty. */
    private static final class TellingPoe implements AutoCloseable {
        private final HttpServer server;

        TellingPoe(AtomicReference<String> balance, AtomicInteger questions) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/usage/current_balance", exchange -> {
                questions.incrementAndGet();
                String told = balance.get();
                String refusal = "{\"error\":{\"message\":\"Wrong key.\",\"type\":\"authentication_error\"}}";
                byte[] body = (told.isEmpty() ? refusal : told).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(told.isEmpty() ? 401 : 200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    @Timeout(240)
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
