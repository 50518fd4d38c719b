package poegateway.dialect.toy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import poegateway.app.Gateway;
import poegateway.config.AuthConfig;
import poegateway.core.Scope;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Scripts;

/** What a dialect gets for two classes and one argument of the gateway. */
class ToyDialectIT {
    private static final ToyDialect TOY = new ToyDialect();
    private static final String ONE = "event: word\ndata: \"one\"\n\n";
    private static final String TWO = "event: word\ndata: \"two\"\n\n";
    private static final String END = "event: end\ndata: 2\n\n";

    private final CountDownLatch gate = new CountDownLatch(1);

    @GatewayTest
    void itsRequestsGoToItsDoorAndWholeAnswersComeBackAsTheyWere(Rig rig) throws IOException {
        String body = "{\"bot\":\"Ann\", \"said\":\"h\u00e9llo\",\"words\":7}";
        rig.poe().enqueue(Scripts.json(200, body, Map.of("toy-price", "3", "openai-version", "1")));
        Reply reply = talk(rig, gateway(rig), false, "toy-mood", "merry", "idempotency-key", "k");
        assertEquals(200, reply.status());
        assertEquals(body, reply.body());
        assertEquals("3", reply.header("toy-price"));
        assertNull(reply.headers().get("openai-version"));
        assertEquals("Ann", reply.header("x-poe-gateway-model"));
        assertEquals(1, rig.poe().arrivals("/v1/talk"));
        Map<String, String> sent = rig.poe().arrivals().getFirst().headers();
        assertEquals("merry", sent.get("toy-mood"));
        assertFalse(sent.containsKey("idempotency-key"), sent::toString);
    }

    @GatewayTest
    void itsStreamsPassAsTheyCome(Rig rig) throws IOException {
        rig.poe()
                .enqueue(Scripts.stream(List.of(bytes(ONE + "event: wo"), bytes("rd\ndata: \"two\"\n\n"), bytes(END))));
        Reply reply = talk(rig, gateway(rig), true);
        assertEquals(200, reply.status());
        assertEquals(ONE + TWO + END, reply.body());
        assertTrue(reply.header("content-type").startsWith("text/event-stream"), reply::toString);
    }

    @GatewayTest
    void failuresBeforeAnAnswerHaveItsForm(Rig rig) throws IOException {
        Gateway gateway = gateway(rig);
        assertTrouble("toy_nonsense", rig.read(rig.caller().newCall(request(gateway, "?"))));
        for (boolean live : List.of(false, true)) {
            rig.poe().enqueue(Scripts.error(402, "insufficient_credits", "No points."));
            Reply refused = talk(rig, gateway, live);
            assertEquals(402, refused.status());
            assertTrouble("insufficient_quota", refused);
        }
        rig.poe().enqueue(Scripts.stream(List.of(bytes("event: trouble\ndata: {\"error\":{\"code\":404}}\n\n"))));
        Reply unknown = talk(rig, gateway, true);
        assertEquals(404, unknown.status());
        assertTrouble("model_not_found", unknown);
    }

    @GatewayTest
    void aStreamThatBreaksSaysSoWithItsOwnNumberAndId(Rig rig) throws IOException {
        rig.poe().enqueue(Scripts.stream(List.of(bytes(ONE), bytes(TWO))));
        Reply reply = talk(rig, gateway(rig), true, "x-request-id", "talk-1");
        assertEquals(200, reply.status());
        String trouble =
                "event: trouble\ndata: {\"code\":\"upstream_truncated\",\"after\":2,\"talk\":\"talk-1\",\"sort\":\"UPSTREAM\",";
        assertTrue(reply.body().startsWith(ONE + TWO + trouble), reply::body);
        assertTrue(reply.body().endsWith("\"}\n\n"), reply::body);
        assertEquals(1, TOY.errors(reply));
    }

    @GatewayTest
    void aReplyInTheFormThatWasNotAskedForIsABadResponse(Rig rig) throws IOException {
        Gateway gateway = gateway(rig);
        rig.poe().enqueue(Scripts.stream(List.of(bytes(ONE + END))));
        assertTrouble("upstream_bad_response", talk(rig, gateway, false));
        rig.poe().enqueue(Scripts.json(200, "{\"bot\":\"Ann\",\"said\":\"x\",\"words\":1}"));
        assertTrouble("upstream_bad_response", talk(rig, gateway, true));
    }

    @GatewayTest
    void itsRouteIsCountedByItsPath(Rig rig) throws IOException {
        Gateway gateway = gateway(rig);
        rig.poe().enqueue(Scripts.stream(List.of(bytes(ONE + END))));
        talk(rig, gateway, true);
        rig.poe().enqueue(Scripts.stream(List.of(bytes(ONE))));
        talk(rig, gateway, true);
        rig.awaitQuiet(); // a caller may have its answer before the request is counted
        String metrics = rig.read(rig.caller()
                        .newCall(new Request.Builder()
                                .url(gateway.url() + "/metrics")
                                .build()))
                .body();
        String row = "poe_gateway_requests_total{outcome=\"%s\",route=\"/toy/talk\",status=\"200\"} 1";
        assertTrue(metrics.contains(row.formatted("ok")), metrics);
        assertTrue(metrics.contains(row.formatted("upstream_truncated")), metrics);
    }

    @GatewayTest
    void itIsClosedToWhoeverHasNoRightKey(Rig rig) throws IOException {
        Gateway gateway = gateway(rig);
        AuthConfig auth = Keyring.auth(
                Keyring.known("metrics", Keyring.key(1), Scope.METRICS),
                Keyring.forModels("few", Keyring.key(2), "Bob"));
        gateway.replaceKeys(auth, auth.keys());
        Reply stranger = talk(rig, gateway, false);
        assertEquals(401, stranger.status());
        assertTrouble("invalid_api_key", stranger);
        Reply watcher = talk(rig, gateway, false, "x-api-key", Keyring.key(1));
        assertEquals(403, watcher.status());
        assertTrouble("missing_scope", watcher);
        Reply other = talk(rig, gateway, false, "x-api-key", Keyring.key(2));
        assertTrouble("model_not_allowed", other);
        assertEquals(0, rig.poe().census().arrivals());
    }

    @GatewayTest
    void aDrainThatCannotWaitEndsItsStreamsInItsForm(Rig rig) throws IOException {
        Gateway gateway = gateway(rig);
        rig.poe().enqueue(Scripts.streamOf(List.of(Scripts.piece(ONE), Scripts.piece(END, gate::await))));
        try (Response stream = rig.caller().newCall(request(gateway, true)).execute()) {
            CompletableFuture<Integer> drained = CompletableFuture.supplyAsync(gateway::drain);
            rig.until(() -> !gateway.ready(), () -> "still ready");
            gateway.drain(); // in a hurry
            rig.until(drained::isDone, () -> "does not end: " + gateway.census());
            String body = stream.body().string();
            assertTrue(
                    body.startsWith(ONE + "event: trouble\ndata: {\"code\":\"gateway_restarting\",\"after\":1,"), body);
        }
        gate.countDown();
    }

    /** An answer in the toy's form: a code and words for it, and nothing else. */
    private static void assertTrouble(String code, Reply reply) {
        assertEquals(code, TOY.error(reply).code(), reply::body);
        assertFalse(TOY.error(reply).message().isBlank(), reply::body);
    }

    private static Gateway gateway(Rig rig) throws IOException {
        return rig.gatewayServing(ToyFormat::surface);
    }

    private static Reply talk(Rig rig, Gateway gateway, boolean live, String... headers) {
        return rig.read(rig.caller().newCall(request(gateway, live, headers)));
    }

    private static Request request(Gateway gateway, boolean live, String... headers) {
        return request(gateway, "{\"bot\":\"Ann\",\"live\":" + live + "}", headers);
    }

    private static Request request(Gateway gateway, String body, String... headers) {
        Request.Builder request = new Request.Builder()
                .url(gateway.url() + TOY.path())
                .post(RequestBody.create(body, MediaType.get("application/json")));
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return request.build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
