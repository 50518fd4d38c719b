package poegateway.clienttests;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import poegateway.dialect.chat.Schemas;
import poegateway.front.Route;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** HTTP as clients and proxies see it: types, ids, methods, and errors in one shape wherever they arise. */
class HttpContractIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String OWN_ID = "req-[0-9a-f]{24}";
    private static final List<String> UNKNOWN_PATHS = List.of(
            "/nothing", "/v1/nothing", "/v1", "/v1/chat", "/mcp/x", "/v1/embeddings", "/health", "/favicon.ico");

    @GatewayTest(transport = Transport.H1)
    void answersHaveExactTypes(Rig rig) {
        caller(rig).get("/v1/models").then().contentType(equalTo("application/json"));
        caller(rig).get("/health/live").then().contentType(equalTo("application/json"));
        caller(rig).get("/").then().contentType(startsWith("text/plain"));
        json(rig, ChatDialect.CHAT.body("Claude-Sonnet-4.6", false))
                .post(CHAT)
                .then()
                .contentType(equalTo("application/json"));
        json(rig, ChatDialect.CHAT.body("Claude-Sonnet-4.6", true))
                .post(CHAT)
                .then()
                .contentType(equalTo("text/event-stream; charset=utf-8"))
                .header("cache-control", "no-cache, no-transform")
                .header("x-accel-buffering", "no")
                .header("content-encoding", nullValue());
    }

    @GatewayTest(transport = Transport.H1)
    void everyAnswerCarriesTheSameGuards(Rig rig) {
        for (String path : List.of("/", "/v1/sessions", "/health/live", "/v1/nothing", CHAT)) {
            caller(rig)
                    .get(path)
                    .then()
                    .header("server", nullValue())
                    .header("x-powered-by", nullValue())
                    .header("date", notNullValue())
                    .header("x-content-type-options", "nosniff")
                    .header("referrer-policy", "no-referrer")
                    .header("cache-control", "no-store")
                    .header("x-poe-gateway-source", "poe");
        }
    }

    @GatewayTest(transport = Transport.H1)
    void thePageForPeopleAllowsNoScriptsAndNoFrames(Rig rig) {
        caller(rig).get("/").then().header("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
        caller(rig).head("/").then().header("cache-control", "no-store");
        caller(rig).options("/v1/models").then().header("cache-control", "no-store");
    }

    @GatewayTest(transport = Transport.H1)
    void aSaneRequestIdComesBack(Rig rig) {
        for (String id : List.of("a", "My.Own_id-7", "x".repeat(128))) {
            caller(rig).header("x-request-id", id).get("/").then().header("x-request-id", id);
            caller(rig).header("x-client-request-id", id).get("/").then().header("x-request-id", id);
        }
        caller(rig)
                .header("x-request-id", "first")
                .header("x-client-request-id", "second")
                .get("/")
                .then()
                .header("x-request-id", "first");
    }

    @GatewayTest(transport = Transport.H1)
    void anyOtherRequestIdIsReplaced(Rig rig) {
        caller(rig).get("/").then().header("x-request-id", matchesPattern(OWN_ID));
        for (String id : List.of("x".repeat(129), "two words", "a/b", "<script>", "ümlaut", "a;b")) {
            caller(rig).header("x-request-id", id).get("/").then().header("x-request-id", matchesPattern(OWN_ID));
            caller(rig).header("x-request-id", id).get("/no").then().header("x-request-id", matchesPattern(OWN_ID));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aPathTellsItsMethods(Rig rig) {
        caller(rig).head("/").then().statusCode(200);
        caller(rig).options(CHAT).then().statusCode(200).header("allow", "POST");
        caller(rig).options("/v1/models").then().statusCode(200).header("allow", "GET, HEAD");
        caller(rig).delete("/v1/models").then().statusCode(405).header("allow", "GET, HEAD");
        caller(rig).get(CHAT).then().statusCode(405).header("allow", "POST");
        caller(rig).put("/").then().statusCode(405).header("allow", "GET, HEAD");
    }

    @GatewayTest(transport = Transport.H1)
    void whatIsNotJsonIsRefusedByItsType(Rig rig) {
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            assertError(rawType(rig, type), 415, "unsupported_media_type");
        }
        for (String type : List.of("application/json", "application/json; charset=utf-8", "Application/JSON")) {
            assertEquals(200, rawType(rig, type).status(), type);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void everyWrongMethodAndPathIsAnErrorInJson(Rig rig) {
        List<String> paths = new ArrayList<>(UNKNOWN_PATHS);
        rig.gateway().routes().stream()
                .map(HttpContractIT::example)
                .filter(path -> !path.contains("{model}")) // bots say their errors in events
                .forEach(paths::add);
        for (String path : paths) {
            for (Method method : Method.values()) {
                if (serves(rig, method.name(), path)) {
                    continue;
                }
                Response answer = caller(rig).request(method, path);
                String what = method + " " + path;
                assertTrue(answer.statusCode() == 404 || answer.statusCode() == 405, () -> what + answer.statusLine());
                assertEquals("application/json", answer.contentType(), what);
                if (method != Method.HEAD) {
                    assertErrorOf(path, answer.body().asString(), what);
                }
            }
        }
    }

    private static void assertErrorOf(String path, String body, String what) {
        if (path.startsWith("/mcp")) {
            assertTrue(body.startsWith("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-"), () -> what + body);
            return;
        }
        Schemas form = path.contains("/messages") ? Schemas.ANTHROPIC_ERROR : Schemas.ERROR;
        assertEquals(List.of(), form.faults(body), what);
    }

    @GatewayTest(transport = Transport.H1)
    void aMethodThatNobodyKnowsIsAnErrorInJson(Rig rig) throws IOException {
        for (String method : List.of("FOO", "PROPFIND", "LINK", "get")) {
            for (String path : List.of(CHAT, "/v1/models", "/v1/nothing")) {
                try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                    Reply reply = caller.send(
                                    method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .reply();
                    int expected = path.equals("/v1/nothing") ? 404 : 405;
                    assertEquals(expected, reply.status(), method + " " + path);
                    assertEquals("application/json", reply.headers().get("content-type"), method + " " + path);
                    assertEquals(List.of(), Schemas.ERROR.faults(reply.body()), method + " " + path);
                }
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void theMethodIsThatOfTheRequestLineWhateverAHeaderSays(Rig rig) {
        for (String said : List.of("DELETE", "POST", "HEAD", "OPTIONS", "BREW", "")) {
            caller(rig)
                    .header("X-HTTP-Method-Override", said)
                    .get("/v1/models")
                    .then()
                    .statusCode(200)
                    .body("object", equalTo("list"));
            caller(rig)
                    .header("X-HTTP-Method-Override", "GET")
                    .post("/v1/models")
                    .then()
                    .statusCode(405)
                    .body("error.code", equalTo("method_not_allowed"));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aRefusedTunnelEndsItsConnection(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            Reply reply = caller.send("CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .reply();
            assertEquals(405, reply.status());
            assertEquals("close", reply.headers().get("connection"));
            assertTrue(caller.ended());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void theTypeOfABodyIsJsonAloneOrUntold(Rig rig) {
        String body = "{\"model\":\"gpt-5.4\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        for (String type : List.of("application/jsonx", "application/json-patch+json", "text/json", "json")) {
            assertEquals(415, raw(rig, CHAT, "Content-Type: " + type, body).status(), type);
        }
        for (String type : List.of("Content-Type: application/JSON ;charset=utf-8", "Content-Type:", "Accept: */*")) {
            assertEquals(200, raw(rig, CHAT, type, body).status(), type);
        }
    }

    /** RFC 9110, section 5.3. */
    @GatewayTest(transport = Transport.H1)
    void theLinesOfAHeaderAreOneList(Rig rig) {
        String body = "{\"model\":\"claude-sonnet-4.6\",\"max_tokens\":9,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        raw(rig, "/v1/messages", "anthropic-beta: one\r\nAnthropic-Beta: two", body);
        assertEquals("one, two", rig.poe().arrivals().getLast().headers().get("anthropic-beta"));
        assertEquals(
                400,
                raw(rig, CHAT, "x-poe-gateway-loss: drop\r\nx-poe-gateway-loss: strict", body)
                        .status());
        assertEquals(
                200,
                raw(rig, CHAT, "x-poe-gateway-loss: drop\r\nx-poe-gateway-loss: drop", body)
                        .status());
        assertEquals(
                400,
                raw(rig, CHAT, "x-poe-gateway-tools: calculator\r\nx-poe-gateway-tools: no such", body)
                        .status());
    }

    private static Reply raw(Rig rig, String path, String headers, String body) {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            return caller.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\nContent-Length: "
                            + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                    .reply();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aTraceIsNotEchoed(Rig rig) {
        caller(rig)
                .header("authorization", "Bearer sk-mine")
                .request("TRACE", CHAT)
                .then()
                .statusCode(is(anyOf(is(404), is(405))))
                .body("error.code", equalTo("method_not_allowed"));
    }

    private static RequestSpecification caller(Rig rig) {
        return given().baseUri(rig.gateway().url().toString()).urlEncodingEnabled(false);
    }

    private static RequestSpecification json(Rig rig, String body) {
        return caller(rig).contentType("application/json").body(body.getBytes(StandardCharsets.UTF_8));
    }

    /** By hand, since libraries of clients mend the type that they are given. */
    private static Reply rawType(Rig rig, String type) {
        String body = ChatDialect.CHAT.body("Claude-Sonnet-4.6", false);
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            return caller.send("POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                            + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .reply();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void assertError(Reply reply, int status, String code) {
        assertEquals(status, reply.status());
        assertEquals(code, reply.errorCode());
    }

    /** Whether a request of that method is answered there, by a route or as a question for the methods. */
    private static String example(Route route) {
        return route.path()
                .replace("<id>", "gpt-5.4")
                .replace("{id}", "gpt-5.4")
                .replace("{name}", "weather")
                .replace("{token}", "a-b");
    }

    private static boolean serves(Rig rig, String method, String path) {
        String called = path.equals("/v1") ? "/" : path;
        for (Route route : rig.gateway().routes()) {
            boolean answered =
                    route.method().equals(method.equals("HEAD") ? "GET" : method) || method.equals("OPTIONS");
            if (answered && example(route).equals(called)) {
                return true;
            }
        }
        return false;
    }
}
