package poegateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import poegateway.app.Gateway;
import poegateway.core.Scope;
import poegateway.rig.Changed;
import poegateway.rig.Eventually;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Watching on a port of its own. */
class PortsIT {
    private static final String KEY = Keyring.key(1);

    @GatewayTest
    void thePortForWatchingAsksForNoKeyAndHasNothingElse(Rig rig) throws IOException {
        Gateway gateway = withOwnPort(rig);
        assertEquals(200, get(gateway, "/metrics", "localhost").status());
        assertEquals(200, get(gateway, "/health/live", "localhost").status());
        assertEquals(200, get(gateway, "/health/ready", "localhost").status());
        for (String path : new String[] {"/", "/v1/models", "/v1/models/x", "/nothing"}) {
            assertEquals(404, get(gateway, path, "localhost").status(), path);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void thePortForOperationsNamesWhatItServes(Rig rig) throws IOException {
        Gateway gateway = withOwnPort(rig);
        for (String path : new String[] {"/nothing", "/v1/chat/completions", "/v1/responses"}) {
            Reply reply = get(gateway, path, "localhost");
            assertEquals("unknown_url", reply.errorCode(), path);
            String message = reply.error().path("message").asText();
            assertTrue(message.contains("This port serves /health/live, /health/ready, /health, /metrics."), message);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aKeyForMetricsIsToldWhichMethodsTheyHave(Rig rig) throws IOException {
        String scraper = Keyring.key(2);
        Gateway gateway = rig.gatewayWith(config -> Changed.auth(
                config,
                Keyring.auth(Keyring.known("ci", KEY, Scope.API), Keyring.known("scraper", scraper, Scope.METRICS))));
        assertEquals(
                405,
                Visitor.with(scraper).uses(rig, gateway, "DELETE", "/metrics").status());
        assertEquals(
                403, Visitor.with(KEY).uses(rig, gateway, "DELETE", "/metrics").status());
        assertEquals(
                403,
                Visitor.with(scraper).uses(rig, gateway, "DELETE", "/v1/models").status());
        assertEquals(
                401, Visitor.nobody().uses(rig, gateway, "DELETE", "/metrics").status());
    }

    @GatewayTest(transport = Transport.H1)
    void theStartPageHasTheSameHeadForWhoeverAsksForItAlone(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            String page = caller.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .reply()
                    .body();
            caller.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            String head = "";
            for (String line = caller.line(); !line.isEmpty(); line = caller.line()) {
                head += line.toLowerCase(java.util.Locale.ROOT) + "\n";
            }
            assertTrue(head.contains("content-length: " + page.length() + "\n"), head);
            assertTrue(head.contains("server-timing: "), head);
            assertEquals(200, ask(caller).status(), "no byte of the body came");
        }
    }

    @GatewayTest(transport = Transport.H1)
    void theOtherPortHasNoMetricsThen(Rig rig) throws IOException {
        Gateway gateway = withOwnPort(rig);
        assertEquals(401, Visitor.nobody().uses(rig, gateway, "GET", "/metrics").status());
        Reply known = Visitor.with(KEY).uses(rig, gateway, "GET", "/metrics");
        assertEquals(404, known.status());
        assertEquals("unknown_url", known.errorCode());
        assertEquals(
                200, Visitor.with(KEY).uses(rig, gateway, "GET", "/v1/models").status());
        assertEquals(
                200, Visitor.nobody().uses(rig, gateway, "GET", "/health/live").status());
    }

    @GatewayTest(transport = Transport.H1)
    void webPagesDoNotGetAtItEither(Rig rig) throws IOException {
        Reply reply = get(withOwnPort(rig), "/metrics", "evil.example");
        assertEquals(403, reply.status());
        assertEquals("forbidden_host", reply.errorCode());
    }

    @GatewayTest(transport = Transport.H1)
    void watchingGoesOnWhileTheGatewayStops(Rig rig) throws IOException {
        Gateway gateway = withOwnPort(rig);
        assertEquals(0, gateway.drain());
        assertEquals(503, get(gateway, "/health/ready", "localhost").status());
        assertEquals(200, get(gateway, "/health/live", "localhost").status());
        assertEquals(200, get(gateway, "/metrics", "localhost").status());
    }

    @GatewayTest(transport = Transport.H1, settings = "server.connections=2")
    void oneConnectionTooManyIsToldSoAndClosed(Rig rig) throws IOException {
        RawCaller first = new RawCaller(rig.gateway().url());
        RawCaller second = new RawCaller(rig.gateway().url());
        assertEquals(200, ask(first).status());
        assertEquals(200, ask(second).status());
        try (RawCaller third = new RawCaller(rig.gateway().url())) {
            Reply refused = ask(third);
            assertEquals(503, refused.status());
            assertTrue(refused.error().path("message").asText().contains("server.connections"), refused.body());
            assertTrue(third.ended());
        }
        first.close();
        Eventually.holds(
                Duration.ofSeconds(5), () -> served(rig), () -> "the place of a closed connection stays taken");
        second.close();
    }

    private static boolean served(Rig rig) {
        try (RawCaller next = new RawCaller(rig.gateway().url())) {
            next.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return next.line().startsWith("HTTP/1.1 200");
        } catch (IOException refused) {
            return false;
        }
    }

    private static Reply ask(RawCaller caller) throws IOException {
        return caller.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .reply();
    }

    private static Gateway withOwnPort(Rig rig) throws IOException {
        return rig.gatewayWith(config -> Changed.opsPort(
                Changed.auth(config, Keyring.auth(Keyring.known("ci", KEY, Scope.API, Scope.METRICS)))));
    }

    private static Reply get(Gateway gateway, String path, String host) throws IOException {
        URI port = URI.create("http://127.0.0.1:" + gateway.opsPort().orElseThrow());
        try (RawCaller caller = new RawCaller(port)) {
            return caller.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .reply();
        }
    }
}
