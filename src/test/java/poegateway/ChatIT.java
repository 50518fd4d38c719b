package poegateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Request;
import okhttp3.Response;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;

/** The plain request, all the way through. */
class ChatIT {
    private static final String MODEL = "Claude-Sonnet-4.6";

    @GatewayTest
    void aStreamedAnswerEndsInDone(Rig rig) {
        Reply reply = rig.chat(MODEL, true);
        assertEquals(200, reply.status());
        assertEquals(
                "text/event-stream;charset=utf-8", withoutBlanks(reply.headers().get("content-type")));
        assertEquals("no", reply.headers().get("x-accel-buffering"));
        assertEquals("[DONE]", reply.events().getLast());
        assertTrue(reply.text().toLowerCase(java.util.Locale.ROOT).contains("simulat"), reply.body());
    }

    @GatewayTest
    void aWholeAnswerSaysTheSameAsTheStream(Rig rig) {
        Reply whole = rig.chat(MODEL, false);
        assertEquals(200, whole.status());
        assertEquals("application/json", whole.headers().get("content-type"));
        assertEquals("passthrough", whole.headers().get("x-poe-gateway-mode"));
        assertEquals("poe", whole.headers().get("x-poe-gateway-source"));
        assertNotNull(whole.headers().get("x-request-id"));
        assertEquals(rig.chat(MODEL, true).text(), whole.text());
        assertEquals(2, rig.poe().arrivals("/v1/chat/completions"));
    }

    @GatewayTest
    void eachEventIsForwardedTheMomentItArrives(Rig rig) throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        rig.poe().enqueue(gated("one", "two", second));
        try (Response response = rig.open(MODEL, true)) {
            assertEquals("one", content(response));
            second.countDown(); // only now does Poe say more: whoever buffers never comes here
            assertEquals("two", content(response));
            response.body().string();
        }
    }

    @GatewayTest
    void theModelsAreListedInSeconds(Rig rig) {
        Reply list = rig.get("/v1/models");
        assertEquals("list", list.json().path("object").asText());
        assertEquals(362, list.json().path("data").size());
        long created = list.json().at("/data/0/created").asLong();
        assertTrue(created > 1_000_000_000L && created < 10_000_000_000L, () -> "created " + created);
        assertFalse(list.json().at("/data/0/architecture").isMissingNode());
        assertTrue(String.valueOf(list.header("x-poe-gateway-warning")).contains("has not arrived yet"));
        assertEquals(0, rig.poe().arrivals("/v1/models"));
    }

    @GatewayTest
    void oneModelIsFoundInAnySpelling(Rig rig) {
        for (String id : List.of(
                "claude-sonnet-4.6",
                "Claude-Sonnet-4.6",
                "anthropic/claude-sonnet-4.6",
                "anthropic%2Fclaude-sonnet-4.6",
                "claude-sonnet-4-6",
                "Claude-Sonnet-4-6-20260217",
                "claude")) {
            Reply model = rig.get("/v1/models/" + id);
            assertEquals("claude-sonnet-4.6", model.json().path("id").asText(), id);
        }
        Reply unknown = rig.get("/v1/models/claude-sonet-4.6");
        assertEquals(404, unknown.status());
        assertEquals("model_not_found", unknown.errorCode());
        assertTrue(unknown.error().path("message").asText().contains("claude-sonnet-4.6"), unknown.body());
    }

    @GatewayTest
    void aChatReachesTheModelThatIsFoundUnderTheSameName(Rig rig) {
        for (boolean stream : new boolean[] {false, true}) {
            Reply reply = rig.chat("anthropic/claude-sonnet-4.6", stream);
            assertEquals(200, reply.status(), reply.body());
            assertTrue(reply.headers().values("x-poe-gateway-edits").toString().contains("provider-removed"));
        }
        Reply unknown = rig.chat("anthropic/claude-sonet-4.6", false);
        assertError(unknown, 404, "model_not_found");
        assertTrue(unknown.error().path("message").asText().contains("Closest"), unknown.body());
    }

    @GatewayTest
    void basesAreTakenAsPeopleWriteThem(Rig rig) {
        for (String path : List.of(
                "/v1/chat/completions",
                "/chat/completions",
                "/v1/v1/chat/completions",
                "//v1/chat/completions",
                "/v1/chat/completions/",
                "/v1//chat/completions",
                "/v1/chat/completions?x=1")) {
            assertEquals(
                    200, rig.post(path, ChatDialect.CHAT.body(MODEL, false)).status(), path);
        }
    }

    @GatewayTest
    void whatIsNotThereIsSaidInJson(Rig rig) throws IOException {
        assertError(rig.get("/v1/nothing"), 404, "unknown_url");
        assertError(rig.post("/v1/embeddings", "{}"), 404, "unsupported_endpoint");
        Reply wrongMethod = rig.get("/v1/chat/completions");
        assertError(wrongMethod, 405, "method_not_allowed");
        assertEquals("POST", wrongMethod.headers().get("allow"));
        Request websocket = new Request.Builder()
                .url(rig.gateway().url() + "/v1/responses")
                .header("upgrade", "websocket")
                .header("connection", "upgrade")
                .header("sec-websocket-version", "13")
                .build();
        if (rig.transport() == poegateway.rig.Transport.H1) {
            assertError(rig.read(rig.caller().newCall(websocket)), 426, "websocket_unsupported");
        }
    }

    @GatewayTest
    void healthAndTheFrontPageAnswer(Rig rig) throws IOException {
        assertEquals("ok", rig.get("/health/live").json().path("status").asText());
        assertEquals("ok", rig.get("/health/ready").json().path("status").asText());
        assertTrue(rig.get("/").body().contains("/v1/chat/completions"));
        Request head =
                new Request.Builder().url(rig.gateway().url() + "/").head().build();
        assertEquals(200, rig.read(rig.caller().newCall(head)).status());
    }

    private static void assertError(Reply reply, int status, String code) {
        assertEquals(status, reply.status(), reply.body());
        assertEquals("application/json", reply.headers().get("content-type"));
        assertEquals(code, reply.errorCode());
    }

    private static Script gated(String first, String second, CountDownLatch gate) {
        Pause opened = () -> {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the first event was never seen");
            }
        };
        return new Script(
                200,
                java.util.Map.of("content-type", "text/event-stream"),
                Script.Framing.CHUNKED,
                List.of(
                        new Script.Piece(chunk(first, "null"), Pause.NONE),
                        new Script.Piece(chunk(second, "null"), opened),
                        new Script.Piece(chunk("", "\"stop\""), Pause.NONE),
                        new Script.Piece(
                                "data: [DONE]\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8), Pause.NONE)),
                Mishap.NONE);
    }

    private static byte[] chunk(String content, String finish) {
        return ("data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{"
                        + "\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + content
                        + "\"},\"finish_reason\":" + finish + "}]}\n\n")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String content(Response response) throws IOException {
        String line = response.body().source().readUtf8LineStrict();
        response.body().source().readUtf8LineStrict();
        return new Reply(200, response.headers(), line + "\n\n").text();
    }

    private static String withoutBlanks(@org.jspecify.annotations.Nullable String value) {
        return String.valueOf(value).replace(" ", "");
    }
}
