package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import okhttp3.Request;
import poegateway.config.AuthConfig;
import poegateway.core.Scope;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Requests that are legal or nearly so, and that no client library sends by default. */
class OddRequestsIT {
    private static final String MODEL = "Claude-Sonnet-4.6";
    private static final String CHAT = "/v1/chat/completions";
    private static final int ECHO_CHARS_MAX = 1_000;

    @GatewayTest(transport = Transport.H1)
    void dotsInAPathAreResolvedAndNeverLeadAboveTheRoot(Rig rig) throws IOException {
        Map<String, Integer> statuses = Map.ofEntries(
                Map.entry("/v1/../v1/models", 200),
                Map.entry("/v1/./models", 200),
                Map.entry("/x/../v1/models", 200),
                Map.entry("/v1/..", 200),
                Map.entry("//..", 200),
                Map.entry("/v1/.", 200),
                Map.entry("/v1/x/../nothing", 404),
                Map.entry("/..", 400),
                Map.entry("/../v1/models", 400),
                Map.entry("/v1/../../v1/models", 400),
                Map.entry("/v1/v1/../../../x", 400),
                Map.entry("/v1/..;/models", 400),
                Map.entry("/v1/%2e%2e/metrics", 400));
        for (Map.Entry<String, Integer> path : statuses.entrySet()) {
            Reply reply = get(rig, path.getKey());
            assertEquals(path.getValue(), reply.status(), path.getKey() + reply.body());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void dotsInAPathDoNotOpenWhatNeedsAnotherKey(Rig rig) throws IOException {
        AuthConfig auth = Keyring.auth(Keyring.known("ci", Keyring.key(1), Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
        for (String path : List.of("/v1/../metrics", "/health/live/../../metrics", "/v1/models/../../metrics")) {
            assertEquals(401, get(rig, path).status(), path);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void everyFormOfARequestTargetIsAnswered(Rig rig) throws IOException {
        assertEquals(200, request(rig, "GET http://localhost/v1/models", "").status());
        assertEquals(200, request(rig, "OPTIONS *", "").status());
        assertEquals(400, request(rig, "GET localhost:80", "").status());
        for (String target : List.of("CONNECT localhost:80", "GET *", "GET http://localhost", "GET ?x", "GET /%")) {
            Reply reply = request(rig, target, "");
            assertTrue(reply.status() < 500, target + reply.body());
        }
    }

    @GatewayTest
    void headersForPoeThatAreNotAsciiAreNamedAndNotRepeated(Rig rig) {
        for (String name : List.of("poe-feature", "idempotency-key")) {
            Request request = rig.call(CHAT, ChatDialect.CHAT.body(MODEL, false))
                    .request()
                    .newBuilder()
                    .headers(new okhttp3.Headers.Builder()
                            .addUnsafeNonAscii(name, "é-secret")
                            .build())
                    .build();
            Reply reply = rig.read(rig.caller().newCall(request));
            assertEquals(400, reply.status(), reply.body());
            assertEquals("invalid_header", reply.errorCode());
            assertTrue(reply.error().path("message").asText().contains(name), reply.body());
            assertFalse(reply.body().contains("secret"), reply.body());
        }
        assertEquals(0, rig.poe().census().arrivals());
    }

    @GatewayTest
    void everyOtherHeaderMayHoldAnyByte(Rig rig) {
        for (String name : List.of(
                "user-agent",
                "traceparent",
                "x-request-id",
                "accept",
                "origin",
                "x-forwarded-for",
                "x-stainless-retry-count",
                "authorization",
                "x-api-key",
                "x-anything")) {
            Request request = rig.call(CHAT, ChatDialect.CHAT.body(MODEL, false))
                    .request()
                    .newBuilder()
                    .headers(new okhttp3.Headers.Builder()
                            .addUnsafeNonAscii(name, "é\u0663")
                            .build())
                    .build();
            int status = rig.read(rig.caller().newCall(request)).status();
            assertTrue(status == 200 || status == 403 || status == 401, name + status);
        }
    }

    @GatewayTest
    void idsOfModelsAreDecodedOnce(Rig rig) {
        for (String id : List.of("100%25", "a%252Fb", "a%2Fb", "%E5%85%8B", "a+b", "a%20b")) {
            Reply reply = rig.get("/v1/models/" + id);
            assertEquals(404, reply.status(), id + reply.body());
            assertEquals("model_not_found", reply.errorCode(), id + reply.body());
        }
        assertTrue(rig.get("/v1/models/a%252Fb").body().contains("'a%2Fb'"));
        assertTrue(rig.get("/v1/models/a+b").body().contains("'a+b'"));
    }

    @GatewayTest
    void theNameOfAModelComesBackAsItWasWritten(Rig rig) {
        rig.poe()
                .enqueue(poegateway.simulator.script.Scripts.json(
                        200, rig.chat(MODEL, false).body().replace(MODEL, "克劳德-机器人"), Map.of()));
        Reply reply = rig.chat("克劳德-机器人", false);
        assertEquals(200, reply.status(), reply.body());
        assertEquals("%E5%85%8B%E5%8A%B3%E5%BE%B7-%E6%9C%BA%E5%99%A8%E4%BA%BA", reply.header("x-poe-gateway-model"));
        assertTrue(rig.log(2).stream().anyMatch(line -> line.contains("克劳德-机器人")), rig.log(2)::toString);
    }

    @GatewayTest
    void whatIsEchoedIsCut(Rig rig) {
        String large = "x".repeat(5_000_000);
        List<String> bodies = List.of(
                ChatDialect.CHAT.body(large, false),
                ChatDialect.CHAT.body(MODEL, false).replace("false", "\"" + large + "\""),
                ChatDialect.CHAT.body(MODEL, false).replace("\"user\"", "\"" + large + "\""),
                ChatDialect.CHAT.body(MODEL, false).replace("\"model\"", "\"" + large.substring(4_960_000) + "\""),
                ChatDialect.CHAT.body(MODEL, false).replace("\"stream\":false", "\"y\":1,\"y\":" + large),
                "{\"model\":" + large,
                large);
        for (String body : bodies) {
            Reply reply = rig.post(CHAT, body);
            assertTrue(reply.status() < 500, reply.body());
            assertTrue(reply.body().length() < ECHO_CHARS_MAX, "" + reply.body().length());
        }
        assertTrue(rig.get("/v1/models/" + "x".repeat(9_000)).body().length() < ECHO_CHARS_MAX);
        assertTrue(rig.get("/v1/" + "x".repeat(9_000)).body().length() < ECHO_CHARS_MAX);
    }

    @GatewayTest
    void anEmptyBodyIsCalledEmpty(Rig rig) {
        for (String body : List.of("", " ", "\n\t")) {
            Reply reply = rig.post(CHAT, body);
            assertEquals("invalid_json", reply.errorCode());
            assertTrue(reply.error().path("message").asText().contains("is empty"), reply.body());
        }
    }

    @GatewayTest
    void theQuestionForMethodsIsOpenOnEveryPath(Rig rig) {
        AuthConfig auth = Keyring.auth(Keyring.known("ci", Keyring.key(1), Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
        for (String path : List.of("/v1/nothing", "/nothing", "/v1/embeddings", "/v1/models/x/y")) {
            Request request = new Request.Builder()
                    .url(rig.gateway().url() + path)
                    .method("OPTIONS", null)
                    .build();
            int status = rig.read(rig.caller().newCall(request)).status();
            assertEquals(path.startsWith("/v1/models") ? 200 : 404, status, path);
        }
    }

    @GatewayTest
    void endpointsThatAreNotServedNameWhatWorksInEverySpellingAndWithEveryMethod(Rig rig) {
        for (String path : List.of("/images/variations", "/edits", "/threads", "/assistants")) {
            for (String base : List.of("", "/v1", "/v1/v1", "//v1/")) {
                for (Reply reply :
                        List.of(rig.post(base + path, "{}"), rig.get(base + path), rig.get(base + path + "/"))) {
                    assertEquals(404, reply.status(), path);
                    assertEquals("unsupported_endpoint", reply.errorCode(), path);
                    assertTrue(reply.error().path("message").asText().contains("/v1/chat/completions"), reply.body());
                }
            }
        }
    }

    @GatewayTest
    void aKeyInTheWrongPlaceIsTalkedAbout(Rig rig) {
        AuthConfig auth = Keyring.auth(Keyring.known("ci", Keyring.key(1), Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
        assertExplained(rig, "authorization", Keyring.key(1), "Bearer");
        assertExplained(rig, "authorization", "Basic " + Keyring.key(1), "Bearer");
        assertExplained(rig, "authorization", "Bearer ", "empty");
        assertExplained(rig, "authorization", "bearer", "empty");
        assertExplained(rig, "x-api-key", " ", "empty");
        assertExplained(rig, "api-key", Keyring.key(1), "api-key");
        assertExplained(rig, "x-anything", Keyring.key(1), "the request has none");
    }

    private static void assertExplained(Rig rig, String header, String value, String word) {
        Request request = new Request.Builder()
                .url(rig.baseUrl() + "/models")
                .header(header, value)
                .build();
        Reply reply = rig.read(rig.caller().newCall(request));
        assertEquals(401, reply.status());
        assertEquals("invalid_api_key", reply.errorCode());
        assertTrue(reply.error().path("message").asText().contains(word), reply.body());
        assertFalse(reply.body().contains(Keyring.key(1)), reply.body());
    }

    private static Reply get(Rig rig, String path) throws IOException {
        return request(rig, "GET " + path, "");
    }

    private static Reply request(Rig rig, String methodAndTarget, String headers) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            return caller.send(methodAndTarget + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                    .reply();
        }
    }
}
