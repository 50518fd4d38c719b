package poegateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.config.AuthConfig;
import poegateway.config.KeyConfig;
import poegateway.core.Scope;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** What the requests of one key may cost in a day. Imagen-4 has a price of 2.8 cents, and Sora-2 none. */
class DailyCostIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String IMAGES = "/v1/images/generations";
    private static final String DEAR = "daily_cost_limit_exceeded";

    @GatewayTest(settings = {"models.refresh-every=15m", "upstream.attempts=1"})
    void pastItsLimitAKeyIsRefusedUntilMidnightAndOthersAreNot(Rig rig) {
        begin(rig, 10, Keyring.known("bob", Keyring.key(2), Scope.API));
        assertEquals(200, image(rig, ",\"n\":3").status());
        Reply refused = image(rig, "");
        assertEquals(429, refused.status(), refused::body);
        assertEquals(DEAR, refused.errorCode());
        assertTrue(refused.errorMessage().contains("the key 'ann' may cost 10 US cents"), refused::body);
        assertTrue(refused.errorMessage().contains("cost-cents-per-day"), refused::body);
        assertTrue(refused.errorMessage().contains("have cost 8.40"), refused::body);
        assertTrue(refused.errorMessage().contains("this one counts as 2.80"), refused::body);
        assertTrue(refused.errorMessage().contains("00:00 UTC"), refused::body);
        assertEquals("false", refused.header("x-should-retry"));
        assertTrue(Long.parseLong(refused.header("retry-after")) > 60, () -> "" + refused.headers());
        assertEquals(200, send(rig, 2, IMAGES, image("")).status());
    }

    @GatewayTest(settings = {"models.refresh-every=15m", "upstream.attempts=1"})
    void everySurfaceTakesFromTheSameAndRefusesInItsOwnForm(Rig rig) {
        begin(rig, 3);
        String message =
                "{\"model\":\"imagen-4\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a cat\"}]}";
        assertEquals(200, send(rig, 1, CHAT, message).status());
        Reply messages = send(rig, 1, "/v1/messages", message);
        assertEquals(429, messages.status(), messages::body);
        assertEquals(
                "rate_limit_error", messages.json().path("error").path("type").asText());
        assertTrue(messages.body().contains("cost-cents-per-day"), messages::body);
        for (String[] each : new String[][] {
            {CHAT, message},
            {"/v1/responses", "{\"model\":\"imagen-4\",\"input\":\"a cat\"}"},
            {IMAGES, image("")},
            {"/v1/videos", "{\"model\":\"ray2\",\"prompt\":\"a cat\"}"},
            {"/v1/audio/speech", "{\"model\":\"sonic-3.0\",\"input\":\"a cat\",\"voice\":\"tessa\"}"}
        }) {
            Reply refused = send(rig, 1, each[0], each[1]);
            assertTrue(
                    List.of(DEAR, "cost_limit_exceeded").contains(refused.errorCode()), () -> each[0] + refused.body());
        }
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(settings = {"models.refresh-every=15m", "media.unpriced-cents=40", "upstream.attempts=1"})
    void manyAtOnceDoNotPassItTogether(Rig rig) {
        begin(rig, 100);
        List<CompletableFuture<Reply>> all = IntStream.range(0, 8)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> send(rig, 1, "/v1/videos", "{\"model\":\"sora-2\",\"prompt\":\"a cat\"}"),
                        Thread::startVirtualThread))
                .toList();
        assertEquals(
                2,
                all.stream().filter(reply -> rig.await(reply).status() == 200).count());
        rig.awaitQuiet();
        assertEquals(2, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(settings = {"models.refresh-every=15m", "upstream.attempts=1"})
    void whatPoeRefusesCostsNothingAndWhatItMayBillDoes(Rig rig) {
        begin(rig, 6);
        for (int i = 0; i < 4; i++) {
            rig.poe().enqueue(CHAT, Scripts.error(400, "invalid_request_error", "no such cats"));
            assertEquals(400, image(rig, ",\"n\":1").status());
        }
        rig.poe().enqueue(CHAT, Scripts.error(402, "insufficient_credits", "none left"));
        assertEquals(402, image(rig, "").status());
        rig.poe().enqueue(CHAT, Scripts.whole(200, "application/json", "{\"broken", Map.of()));
        assertEquals(502, image(rig, "").status());
        rig.awaitQuiet();
        assertEquals(DEAR, image(rig, ",\"n\":2").errorCode());
        assertEquals(200, image(rig, "").status());
    }

    @GatewayTest(settings = {"models.refresh-every=15m", "upstream.attempts=1"})
    void aConversationCountsForTheTokensThatItTook(Rig rig) {
        begin(rig, 100);
        String chat = "{\"model\":\"claude-opus-4.6\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        for (int tokens : new int[] {10, 40_000, 40_000}) {
            rig.poe().enqueue(CHAT, answer(tokens));
            assertEquals(200, send(rig, 1, CHAT, chat).status());
        }
        rig.awaitQuiet(); // what a request has cost is counted behind its answer
        assertEquals(DEAR, send(rig, 1, CHAT, chat).errorCode(), "two of the three cost 0.84 dollars each");
    }

    @GatewayTest(settings = {"models.refresh-every=15m", "limits.cost-cents-per-day=3"})
    void theGeneralLimitHoldsForKeysWithoutTheirOwn(Rig rig) {
        AuthConfig auth = Keyring.auth(
                Keyring.known("ann", Keyring.key(1), Scope.API), Keyring.capped("bob", Keyring.key(2), 100));
        begin(rig, auth);
        assertEquals(200, image(rig, "").status());
        assertEquals(DEAR, image(rig, "").errorCode());
        assertEquals("cost_limit_exceeded", image(rig, ",\"n\":2").errorCode());
        assertEquals(200, send(rig, 2, IMAGES, image(",\"n\":2")).status());
    }

    private static Script answer(int tokens) {
        return Scripts.json(
                200,
                "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"claude-opus-4.6\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":" + tokens + ",\"total_tokens\":"
                        + (tokens + 3) + "}}");
    }

    private static void begin(Rig rig, int cents, KeyConfig... others) {
        KeyConfig ann = Keyring.capped("ann", Keyring.key(1), cents);
        KeyConfig[] all = new KeyConfig[others.length + 1];
        all[0] = ann;
        System.arraycopy(others, 0, all, 1, others.length);
        begin(rig, Keyring.auth(all));
    }

    /** With keys, and the list of models that has prices. */
    private static void begin(Rig rig, AuthConfig auth) {
        rig.gateway().replaceKeys(auth, auth.keys());
        rig.tick();
        rig.awaitQuiet();
    }

    private static Reply image(Rig rig, String more) {
        return send(rig, 1, IMAGES, image(more));
    }

    private static String image(String more) {
        return "{\"model\":\"imagen-4\",\"prompt\":\"a cat\",\"response_format\":\"url\"" + more + "}";
    }

    private static Reply send(Rig rig, int key, String path, String body) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + path)
                        .header("authorization", "Bearer " + Keyring.key(key))
                        .post(RequestBody.create(body, MediaType.get("application/json")))
                        .build()));
    }
}
