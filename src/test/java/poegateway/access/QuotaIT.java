package poegateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.config.AuthConfig;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** What one caller may ask: requests in a minute, streams at once. */
class QuotaIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String MODEL = "Claude-Sonnet-4.6";
    private static final String KEY = Keyring.key(1);

    @GatewayTest(transport = Transport.H1)
    void aKeyHasSoManyRequestsAMinute(Rig rig) {
        limited(rig, 5, 0);
        Reply first = chat(rig, MODEL, false);
        assertEquals(200, first.status());
        assertEquals("5", first.header("x-ratelimit-limit-requests"));
        assertEquals("0", first.header("x-ratelimit-remaining-requests"));
        assertEquals("15s", first.header("x-ratelimit-reset-requests"));
        Reply second = chat(rig, MODEL, false);
        assertEquals(429, second.status());
        assertEquals("rate_limit_exceeded", second.errorCode());
        assertEquals("5", second.header("x-ratelimit-limit-requests"));
        assertNull(second.headers().get("x-should-retry"));
        assertTrue(second.error().path("message").asText().contains("the key 'ci'"), second::body);
        assertEquals(1, rig.poe().census().arrivals());
        rig.advance(Duration.ofMillis(Long.parseLong(second.header("retry-after-ms"))));
        assertEquals(200, chat(rig, MODEL, false).status());
        assertEquals(200, rig.get("/health/live").status());
    }

    @GatewayTest(transport = Transport.H1, settings = "limits.requests-per-minute=5")
    void withoutKeysAnAddressHasSoManyRequestsAMinute(Rig rig) {
        assertEquals(200, rig.get("/v1/models").status());
        Reply second = rig.get("/v1/models");
        assertEquals(429, second.status());
        assertTrue(second.error().path("message").asText().contains("one address"), second::body);
        assertEquals(200, rig.get("/").status());
    }

    @GatewayTest
    void aKeyHasSoManyStreamsAtOnce(Rig rig) {
        limited(rig, 0, 2);
        List<Call> held = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Call call = rig.newCaller().newCall(request(rig, "mishap-hang-before-head", true));
            held.add(call);
            Thread.startVirtualThread(() -> {
                try (var response = call.execute()) {
                    response.body().string();
                } catch (java.io.IOException left) {
                    assertTrue(call.isCanceled());
                }
            });
        }
        rig.until(
                () -> rig.gateway().census().callersStreams() == 2,
                () -> "streams: " + rig.gateway().census());
        Reply third = chat(rig, MODEL, true);
        assertEquals(429, third.status());
        assertEquals("1", third.header("retry-after"));
        assertEquals("1000", third.header("retry-after-ms"));
        assertTrue(third.error().path("message").asText().contains("2 streams at once"), third::body);
        assertEquals(200, chat(rig, MODEL, false).status(), "a whole answer is no stream");
        held.getFirst().cancel();
        rig.until(
                () -> rig.gateway().census().callersStreams() == 1,
                () -> "streams: " + rig.gateway().census());
        assertEquals(200, chat(rig, MODEL, true).status());
        held.getLast().cancel();
    }

    @GatewayTest(transport = Transport.H1)
    void aStreamThatIsRefusedCostsNoRequest(Rig rig) {
        limited(rig, 20, 1);
        Call held = rig.newCaller().newCall(request(rig, "mishap-hang-before-head", true));
        Thread.startVirtualThread(() -> {
            try (var response = held.execute()) {
                response.body().string();
            } catch (java.io.IOException left) {
                assertTrue(held.isCanceled());
            }
        });
        rig.until(
                () -> rig.gateway().census().callersStreams() == 1,
                () -> "streams: " + rig.gateway().census());
        for (int i = 0; i < 10; i++) { // four may come at once
            Reply refused = chat(rig, MODEL, true);
            assertTrue(refused.error().path("message").asText().contains("1 stream at once"), refused::body);
            assertEquals("3", refused.header("x-ratelimit-remaining-requests"));
        }
        assertEquals(200, chat(rig, MODEL, false).status());
        held.cancel();
    }

    @GatewayTest(settings = "upstream.attempts=1")
    void aStreamsPlaceIsFreeAgainHoweverItEnds(Rig rig) {
        limited(rig, 0, 1);
        for (String model : List.of(
                MODEL,
                "no-such-model",
                "error-401",
                "error-500",
                "error-mid-stream",
                "mishap-close-before-head",
                "mishap-close-mid-body",
                "body-html",
                "body-malformed",
                MODEL)) {
            assertNotEquals(429, chat(rig, model, true).status(), model);
            rig.awaitQuiet();
        }
    }

    private static void limited(Rig rig, int requestsPerMinute, int streams) {
        AuthConfig auth = Keyring.auth(Keyring.limited("ci", KEY, requestsPerMinute, streams));
        rig.gateway().replaceKeys(auth, auth.keys());
    }

    private static Reply chat(Rig rig, String model, boolean stream) {
        return rig.read(rig.caller().newCall(request(rig, model, stream)));
    }

    private static Request request(Rig rig, String model, boolean stream) {
        return new Request.Builder()
                .url(rig.gateway().url() + CHAT)
                .header("authorization", "Bearer " + KEY)
                .post(RequestBody.create(ChatDialect.CHAT.body(model, stream), MediaType.get("application/json")))
                .build();
    }
}
