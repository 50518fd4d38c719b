package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.BeforeEach;
import poegateway.app.Gateway;
import poegateway.config.LimitsConfig;
import poegateway.core.Scope;
import poegateway.core.Ticker;
import poegateway.front.Route;
import poegateway.front.ops.Health;
import poegateway.front.ops.OpsRoutes;
import poegateway.meter.Meter;
import poegateway.openapi.OpenApiDocument;
import poegateway.rig.Changed;
import poegateway.rig.ChatDialect;
import poegateway.rig.Eventually;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestServer;
import poegateway.rig.Transport;

/** openapi.yaml against the gateway: its routes, and of each route every status, body and header. */
class DocumentedAnswersIT {
    private static final String CHAT = "/v1/chat/completions";
    /** What HTTP itself needs, and what every answer has whatever it says. */
    private static final Set<String> PLAIN = Set.of(
            "content-type",
            "content-length",
            "transfer-encoding",
            "date",
            "connection",
            "cache-control",
            "x-accel-buffering",
            "x-content-type-options",
            "referrer-policy",
            "content-security-policy");

    private OpenApiDocument document;

    @BeforeEach
    void readTheDocument() throws IOException {
        document = OpenApiDocument.ofTheProject();
    }

    @GatewayTest(transport = Transport.H1)
    void theDocumentHasExactlyTheRoutesOfTheGateway(Rig rig) {
        Set<String> routes = rig.gateway().routes().stream()
                .map(route ->
                        route.method() + " " + route.path().replace('<', '{').replace('>', '}'))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(routes, document.operations());
    }

    @GatewayTest(
            transport = Transport.H1,
            settings = {"server.body-limit=4KiB", "upstream.attempts=1"})
    void everyAnswerOfChatIsAsDocumented(Rig rig) throws IOException {
        Map<Integer, Reply> answers = new TreeMap<>();
        answers.put(200, rig.chat("Claude-Sonnet-4.6", false));
        answers.put(400, rig.post(CHAT, "{}"));
        answers.put(401, withoutKey(rig, CHAT));
        answers.put(402, rig.chat("error-402", false));
        answers.put(403, rig.chat("error-403-moderation", false));
        answers.put(404, rig.chat("no-such-model", false));
        answers.put(405, rig.get(CHAT));
        answers.put(408, slowBody(rig));
        answers.put(413, rig.post(CHAT, " ".repeat(5_000)));
        answers.put(415, plainText(rig));
        answers.put(422, rig.chat("error-422", false));
        answers.put(426, webSocket(rig));
        answers.put(429, rig.chat("error-429", false));
        answers.put(500, bug(rig, poe -> poe.post(CHAT, ChatDialect.CHAT.body("Claude-Sonnet-4.6", true))));
        answers.put(502, rig.chat("error-500", false));
        answers.put(503, rig.chat("error-503", false));
        answers.put(504, rig.chat("error-408", false));
        assertAsDocumented("POST " + CHAT, answers);
    }

    @GatewayTest(transport = Transport.H1)
    void aStreamHasTheDocumentedHeadersToo(Rig rig) {
        Reply stream = rig.chat("Claude-Sonnet-4.6", true);
        assertHeaders("POST " + CHAT, stream);
    }

    @GatewayTest(transport = Transport.H1)
    void everyAnswerOfModelsIsAsDocumented(Rig rig) throws IOException {
        for (String path : List.of("/v1/models", "/v1/models/{id}")) {
            String called = path.replace("{id}", "claude-sonnet-4.6");
            Map<Integer, Reply> answers = new TreeMap<>();
            answers.put(200, rig.get(called));
            answers.put(304, known(rig, called));
            answers.put(400, rig.get(called + "?api_key=x"));
            answers.put(401, withoutKey(rig, called));
            answers.put(403, fromForeignHost(rig, called));
            answers.put(405, rig.post(called, "{}"));
            answers.put(429, throttled(rig, called));
            if (path.endsWith("}")) {
                answers.put(404, rig.get("/v1/models/no-such-model"));
            }
            assertAsDocumented("GET " + path, answers);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void everyAnswerOfOperationsIsAsDocumented(Rig rig) throws IOException {
        for (String path : List.of("/health", "/health/live", "/health/ready", "/metrics", "/")) {
            Map<Integer, Reply> answers = new TreeMap<>();
            answers.put(200, rig.get(path));
            answers.put(403, fromForeignHost(rig, path));
            answers.put(405, rig.post(path, "{}"));
            if (List.of("/health", "/metrics").contains(path)) {
                answers.put(400, rig.get(path + "?api_key=x"));
                answers.put(401, withoutKey(rig, path));
            }
            if (path.equals("/health/ready")) {
                answers.put(503, notReady(rig));
            }
            assertAsDocumented("GET " + path, answers);
        }
    }

    private static Reply known(Rig rig, String path) {
        Request again = new Request.Builder()
                .url(rig.gateway().url() + path)
                .header("if-none-match", "*")
                .build();
        return rig.read(rig.caller().newCall(again));
    }

    private void assertAsDocumented(String operation, Map<Integer, Reply> answers) {
        assertEquals(document.statuses(operation), answers.keySet(), operation);
        answers.forEach((status, answer) -> {
            assertEquals(status, answer.status(), () -> operation + ": " + answer.body());
            assertHeaders(operation, answer);
            if (answer.body().startsWith("{")) {
                assertEquals(
                        List.of(),
                        document.faults(operation, status, answer.json()),
                        () -> operation + " " + status + ": " + answer.body());
            }
        });
    }

    private void assertHeaders(String operation, Reply answer) {
        Set<String> named = answer.headers().names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(document.requiredHeaders(operation, answer.status()));
        missing.removeAll(named);
        assertEquals(Set.of(), missing, () -> "promised, and not sent: " + operation + " " + answer.status());
        named.removeAll(PLAIN);
        named.removeAll(document.headers(operation, answer.status()));
        assertEquals(Set.of(), named, () -> "sent, and not documented: " + operation + " " + answer.status());
    }

    private static Reply slowBody(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            caller.send("POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
            Eventually.holds(
                    Duration.ofSeconds(5),
                    () -> rig.gateway().census().bodyBytesHeld() > 0,
                    () -> "the request never began: " + rig.gateway().census());
            rig.advance(Duration.ofSeconds(31));
            return caller.reply();
        }
    }

    private static Reply withoutKey(Rig rig, String path) throws IOException {
        Gateway closed = rig.gatewayWith(
                config -> Changed.auth(config, Keyring.auth(Keyring.known("ci", Keyring.key(1), Scope.API))));
        return rig.read(rig.caller()
                .newCall(new Request.Builder().url(closed.url() + path).build()));
    }

    private static Reply fromForeignHost(Rig rig, String path) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            return caller.send("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n\r\n")
                    .reply();
        }
    }

    private static Reply plainText(Rig rig) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + CHAT)
                        .post(RequestBody.create("hello", MediaType.get("text/plain")))
                        .build()));
    }

    private static Reply webSocket(Rig rig) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + CHAT)
                        .header("connection", "upgrade")
                        .header("upgrade", "websocket")
                        .build()));
    }

    private static Reply throttled(Rig rig, String path) throws IOException {
        LimitsConfig one = new LimitsConfig(
                1_000_000, 900_000, Duration.ZERO, 0, Optional.of(1), Optional.empty(), Optional.empty(), 20, 3);
        Gateway limited = rig.gatewayWith(config -> Changed.limits(config, one));
        Request request = new Request.Builder().url(limited.url() + path).build();
        rig.read(rig.caller().newCall(request));
        return rig.read(rig.caller().newCall(request));
    }

    private static Reply bug(Rig rig, Asking asking) throws IOException {
        rig.expectAlarm("because of a bug in the gateway");
        try (FailingPoe poe = FailingPoe.behindABug()) {
            return asking.ask(poe);
        }
    }

    /** The gateway is ready as soon as its port is open, so this asks a server that never is. */
    private static Reply notReady(Rig rig) throws IOException {
        List<Route> routes = OpsRoutes.of("", () -> new Health("0", "poe", false, List.of()), new Meter());
        try (TestServer server = TestServer.start(rig.time(), new Ticker(rig.time()::nanoTime), routes)) {
            return server.get("/health/ready");
        }
    }

    @FunctionalInterface
    private interface Asking {
        Reply ask(FailingPoe poe) throws IOException;
    }
}
