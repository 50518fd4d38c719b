package poegateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Scripts;

/** Headers pass in both directions only when they are listed. */
class HeadersIT {
    private static final String CHAT = "/v1/chat/completions";
    /** Of the request line, of framing, of the gateway's own, and those that are passed on. */
    private static final Set<String> KNOWN_TO_POE = Set.of(
            "host",
            "connection",
            "content-type",
            "content-length",
            "transfer-encoding",
            "accept",
            "accept-encoding",
            "user-agent",
            "authorization",
            "x-request-id",
            "traceparent",
            "tracestate",
            "idempotency-key",
            "poe-feature");

    /** Values of headers that may not hold just any. */
    private static final Map<String, String> OF_KNOWN_WORDS =
            Map.of("origin", "http://localhost", "x-poe-gateway-upstream", "auto");

    private static final List<String> OF_CALLERS = List.of(
            "cookie",
            "x-api-key",
            "api-key",
            "proxy-authorization",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-real-ip",
            "via",
            "origin",
            "referer",
            "openai-organization",
            "openai-project",
            "openai-beta",
            "x-stainless-lang",
            "x-stainless-runtime",
            "x-stainless-retry-count",
            "x-openwebui-user-email",
            "x-openwebui-user-id",
            "x-codex-installation-id",
            "x-claude-code-session-id",
            "session-id",
            "originator",
            "cf-connecting-ip",
            "cf-ray",
            "anthropic-version",
            "anthropic-beta",
            "x-poe-gateway-upstream",
            "x-anything-else");

    private static final List<String> OF_POE = List.of(
            "set-cookie",
            "cf-ray",
            "cf-cache-status",
            "x-q-stat",
            "server",
            "alt-svc",
            "strict-transport-security",
            "access-control-allow-origin",
            "access-control-allow-credentials",
            "access-control-expose-headers",
            "retry-after",
            "location",
            "www-authenticate",
            "x-anything-else");

    @GatewayTest
    void onlyListedHeadersReachPoe(Rig rig) {
        Headers.Builder headers = new Headers.Builder()
                .add("idempotency-key", "key-1")
                .add("poe-feature", "chat-completions-strict")
                .add("authorization", "Bearer of-the-caller");
        OF_CALLERS.forEach(name -> headers.add(name, OF_KNOWN_WORDS.getOrDefault(name, "of-the-caller")));
        for (boolean stream : List.of(false, true)) {
            RequestBody body = RequestBody.create(
                    ChatDialect.CHAT.body("Claude-Sonnet-4.6", stream), MediaType.get("application/json"));
            Request request = new Request.Builder()
                    .url(rig.gateway().url() + CHAT)
                    .headers(headers.build())
                    .post(body)
                    .build();
            assertEquals(200, rig.read(rig.caller().newCall(request)).status());
        }
        assertEquals(2, rig.poe().arrivals().size());
        List<String> accepted = new ArrayList<>();
        rig.poe().arrivals().forEach(arrival -> {
            Set<String> unknown = new TreeSet<>(arrival.headers().keySet());
            unknown.removeIf(name -> name.startsWith(":") || KNOWN_TO_POE.contains(name));
            assertEquals(Set.of(), unknown);
            assertEquals(
                    List.of(),
                    arrival.headers().values().stream()
                            .filter(value -> value.contains("of-the-caller"))
                            .toList());
            assertEquals("key-1", arrival.headers().get("idempotency-key"));
            accepted.add(arrival.headers().get("accept"));
            assertEquals("chat-completions-strict", arrival.headers().get("poe-feature"));
        });
        assertEquals(List.of("application/json", "text/event-stream"), accepted);
    }

    @GatewayTest(settings = "upstream.attempts=1")
    void onlyListedHeadersComeBack(Rig rig) {
        Map<String, String> headers = new HashMap<>();
        OF_POE.forEach(name -> headers.put(name, "of-poe"));
        headers.put("openai-version", "2020-10-01");
        headers.put("x-request-id", "id-of-poe");
        String whole = rig.chat("Claude-Sonnet-4.6", false).body();
        rig.poe().enqueue(Scripts.json(200, whole, headers));
        Reply answer = rig.chat("any", false);
        assertEquals(200, answer.status());
        assertEquals("2020-10-01", answer.header("openai-version"));
        assertEquals("id-of-poe", answer.header("x-poe-request-id"));
        assertNothingElse(answer);
        rig.poe().enqueue(Scripts.json(500, "{\"error\":{\"message\":\"No.\"}}", headers));
        assertNothingElse(rig.chat("any", false));
    }

    private static void assertNothingElse(Reply answer) {
        for (String name : OF_POE) {
            assertNull(answer.headers().get(name), name + " in an answer of status " + answer.status());
        }
    }
}
