package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.errors.OpenAIException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
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
import poegateway.simulator.wire.Arrival;

/** Poe's key stays between gateway and Poe, the caller's key between caller and gateway. */
class SecretsIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String POE_KEY = "test-key";
    private static final String CALLER_KEY = "sk-caller-0123456789abcdef";
    /** All that may reach Poe; framing and pseudo-headers of HTTP are among them. */
    private static final Set<String> ALLOWED_AT_POE = Set.of(
            "accept",
            "accept-encoding",
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "host",
            "idempotency-key",
            "poe-feature",
            "traceparent",
            "transfer-encoding",
            "user-agent",
            "x-request-id");

    private static final List<String> MODELS = List.of(
            "Claude-Sonnet-4.6",
            "no-such-model",
            "error-400",
            "error-401",
            "error-402",
            "error-403-moderation",
            "error-429",
            "error-500",
            "error-mid-stream",
            "error-nested-json",
            "mishap-close-before-head",
            "mishap-close-mid-body",
            "body-html",
            "body-malformed",
            "body-redirect");

    @GatewayTest
    void neitherKeyIsSeenInAnswersHeadersOrLog(Rig rig) {
        try (LogCapture log = LogCapture.listen()) {
            for (Reply reply : everyKindOfAnswer(rig)) {
                assertSilent(reply.body());
                assertSilent(reply.headers().toString());
            }
            assertFalse(log.lines().isEmpty(), "nothing was logged, so nothing was heard");
            log.lines().forEach(SecretsIT::assertSilent);
        }
    }

    @GatewayTest
    void noExceptionOfTheSdkTellsPoesKey(Rig rig) {
        try (OpenAiJava sdk = new OpenAiJava(rig.baseUrl(), rig.newCaller(), 0)) {
            for (String model : MODELS.subList(1, MODELS.size())) {
                OpenAIException raised = assertThrows(
                        OpenAIException.class,
                        () -> OpenAiJavaContract.whole(sdk, OpenAiJava.ask(model)),
                        () -> "model " + model);
                StringWriter trace = new StringWriter();
                raised.printStackTrace(new PrintWriter(trace));
                assertFalse(trace.toString().contains(POE_KEY), trace::toString);
            }
        }
    }

    @GatewayTest(settings = "upstream.attempts=1")
    void aPoeThatQuotesAKeyIsNotQuoted(Rig rig) {
        for (String key : List.of("sk-proj-0123456789abcdef", "Bearer 0123456789abcdef", "p-b0123456789abcdef")) {
            for (boolean stream : List.of(false, true)) {
                rig.poe().enqueue(Scripts.error(400, "invalid_request_error", "Wrong key: " + key + "."));
                Reply reply = rig.chat("any", stream);
                assertTrue(reply.error().path("message").asText().startsWith("Wrong key: ***"), reply.body());
            }
        }
    }

    @GatewayTest
    void onlyTheGatewaysOwnKeyReachesPoe(Rig rig) {
        everyKindOfAnswer(rig);
        List<Arrival> arrivals = rig.poe().arrivals();
        assertFalse(arrivals.isEmpty());
        for (Arrival arrival : arrivals) {
            assertEquals("Bearer " + POE_KEY, arrival.headers().get("authorization"), arrival.path());
            assertFalse(arrival.headers().toString().contains("caller"), () -> "" + arrival.headers());
        }
    }

    @GatewayTest
    void onlyListedHeadersReachPoe(Rig rig) {
        Set<String> seen = new TreeSet<>();
        send(rig, "Claude-Sonnet-4.6", false);
        rig.get("/v1/models");
        rig.poe().arrivals().forEach(arrival -> seen.addAll(arrival.headers().keySet()));
        seen.removeIf(name -> name.startsWith(":"));
        seen.removeAll(ALLOWED_AT_POE);
        assertEquals(Set.of(), seen);
        Map<String, String> chat = rig.poe().arrivals().getFirst().headers();
        assertEquals("key-1", chat.get("idempotency-key"));
        assertEquals("chat-completions-strict", chat.get("poe-feature"));
        assertEquals("my-id", chat.get("x-request-id"));
        assertEquals("application/json", chat.get("accept"));
    }

    private static List<Reply> everyKindOfAnswer(Rig rig) {
        List<Reply> replies = new ArrayList<>();
        for (String model : MODELS) {
            replies.add(send(rig, model, false));
            replies.add(send(rig, model, true));
        }
        for (String path : List.of("/", "/v1/models", "/v1/models/x", "/health/live", "/v1/nothing", CHAT)) {
            replies.add(
                    rig.read(rig.caller().newCall(withHeaders(rig, path).get().build())));
        }
        return replies;
    }

    private static Reply send(Rig rig, String model, boolean stream) {
        RequestBody body = RequestBody.create(ChatDialect.CHAT.body(model, stream), MediaType.get("application/json"));
        return rig.read(rig.caller().newCall(withHeaders(rig, CHAT).post(body).build()));
    }

    /** A request with all that clients, proxies and browsers are known to send along. */
    private static Request.Builder withHeaders(Rig rig, String path) {
        return new Request.Builder()
                .url(rig.gateway().url() + path)
                .headers(new Headers.Builder()
                        .add("authorization", "Bearer " + CALLER_KEY)
                        .add("x-api-key", CALLER_KEY)
                        .add("cookie", "session=" + CALLER_KEY)
                        .add("proxy-authorization", "Basic " + CALLER_KEY)
                        .add("openai-organization", "org-caller")
                        .add("openai-project", "proj-caller")
                        .add("x-stainless-lang", "java-caller")
                        .add("x-forwarded-for", "192.0.2.7, caller")
                        .add("forwarded", "for=caller")
                        .add("via", "1.1 caller")
                        .add("origin", "http://localhost:3000")
                        .add("referer", "https://caller.example/page")
                        .add("user-agent", "caller/1.0")
                        .add("accept", "text/caller")
                        .add("x-openwebui-user-email", "caller@example.org")
                        .add("idempotency-key", "key-1")
                        .add("poe-feature", "chat-completions-strict")
                        .add("x-request-id", "my-id")
                        .build());
    }

    private static void assertSilent(String text) {
        assertFalse(text.contains(POE_KEY), () -> "Poe's key in " + text);
        assertFalse(text.contains(CALLER_KEY), () -> "the caller's key in " + text);
    }
}
