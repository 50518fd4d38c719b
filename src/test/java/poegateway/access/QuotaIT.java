package poegateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.Call;
import okhttp3.Request;
import poegateway.config.AuthConfig;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;
import poegateway.simulator.script.Mishap;

/** What one caller may ask: requests in a minute, streams at once. */
class QuotaIT {
    private static final String MODEL = "Claude-Sonnet-4.6";
    private static final String KEY = Keyring.key(1);

    @GatewayTest(transport = Transport.H1)
    void aKeyHasSoManyRequestsAMinute(Rig rig, TestDialect dialect) {
        limited(rig, 2, 0);
        assertEquals(200, answered(rig, dialect, false).status());
        Reply last = answered(rig, dialect, false);
        assertEquals(200, last.status());
        assertEquals("2", last.header("x-ratelimit-limit-requests"));
        assertEquals("0", last.header("x-ratelimit-remaining-requests"));
        assertEquals("60s", last.header("x-ratelimit-reset-requests"));
        Reply refused = ask(rig, dialect, MODEL, false);
        assertEquals(429, refused.status());
        assertEquals("rate_limit_exceeded", refused.errorCode());
        assertEquals("2", refused.header("x-ratelimit-limit-requests"));
        assertNull(refused.headers().get("x-should-retry"));
        assertTrue(refused.errorMessage().contains("the key 'ci'"), refused::body);
        assertEquals(2, rig.poe().census().arrivals());
        rig.advance(Duration.ofMillis(Long.parseLong(refused.header("retry-after-ms"))));
        assertEquals(200, answered(rig, dialect, false).status());
        assertEquals(200, rig.get("/health/live").status());
    }

    @GatewayTest(transport = Transport.H1, settings = "limits.requests-per-minute=1")
    void withoutKeysAnAddressHasSoManyRequestsAMinute(Rig rig) {
        assertEquals(200, rig.get("/v1/models").status());
        Reply second = rig.get("/v1/models");
        assertEquals(429, second.status());
        assertTrue(second.error().path("message").asText().contains("one address"), second::body);
        assertTrue(second.errorMessage().contains("in 60.000 s"), second::body);
        assertEquals("60", second.header("retry-after"));
        assertEquals("60000", second.header("retry-after-ms"));
        rig.advance(Duration.ofMinutes(1));
        assertEquals(200, rig.get("/v1/models").status());
        assertEquals(200, rig.get("/").status());
    }

    @GatewayTest
    void aKeyHasSoManyStreamsAtOnce(Rig rig, TestDialect dialect) {
        limited(rig, 0, 2);
        List<Call> held = List.of(held(rig, dialect), held(rig, dialect));
        awaitStreams(rig, 2);
        Reply third = ask(rig, dialect, MODEL, true);
        assertEquals(429, third.status());
        assertEquals("1", third.header("retry-after"));
        assertEquals("1000", third.header("retry-after-ms"));
        assertTrue(third.errorMessage().contains("2 streams at once"), third::body);
        assertEquals(200, answered(rig, dialect, false).status(), "a whole answer is no stream");
        held.getFirst().cancel();
        awaitStreams(rig, 1);
        assertEquals(200, answered(rig, dialect, true).status());
        held.getLast().cancel();
    }

    @GatewayTest(transport = Transport.H1)
    void aStreamThatIsRefusedCostsNoRequest(Rig rig, TestDialect dialect) {
        limited(rig, 20, 1);
        Call held = held(rig, dialect);
        awaitStreams(rig, 1);
        for (int i = 0; i < 10; i++) { // five may come at once
            Reply refused = ask(rig, dialect, MODEL, true);
            assertTrue(refused.errorMessage().contains("1 stream at once"), refused::body);
            assertEquals("4", refused.header("x-ratelimit-remaining-requests"));
        }
        assertEquals(200, answered(rig, dialect, false).status());
        held.cancel();
    }

    @GatewayTest(simulated = true, settings = "upstream.attempts=1")
    void aStreamsPlaceIsFreeAgainHoweverItEnds(Rig rig, TestDialect dialect) {
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
            assertNotEquals(429, ask(rig, dialect, model, true).status(), model);
            rig.awaitQuiet();
        }
    }

    private static void limited(Rig rig, int requestsPerMinute, int streams) {
        AuthConfig auth = Keyring.auth(Keyring.limited("ci", KEY, requestsPerMinute, streams));
        rig.gateway().replaceKeys(auth, auth.keys());
    }

    private static void awaitStreams(Rig rig, int streams) {
        rig.until(
                () -> rig.gateway().census().callersStreams() == streams
                        && rig.poe().scriptsWaiting() == 0,
                () -> "streams: " + rig.gateway().census());
    }

    /** A stream with the key, to which Poe says nothing until it is cancelled. */
    private static Call held(Rig rig, TestDialect dialect) {
        rig.poe().enqueue(dialect.stream("never").with(new Mishap.HangBeforeHead()));
        Call call = rig.newCaller().newCall(request(rig, dialect, MODEL, true));
        Thread.startVirtualThread(() -> {
            try (var response = call.execute()) {
                response.body().string();
            } catch (IOException left) {
                assertTrue(call.isCanceled());
            }
        });
        return call;
    }

    /** With the key, and with an answer of Poe's. */
    private static Reply answered(Rig rig, TestDialect dialect, boolean stream) {
        rig.poe().enqueue(dialect.answer("hello", stream));
        return ask(rig, dialect, MODEL, stream);
    }

    private static Reply ask(Rig rig, TestDialect dialect, String model, boolean stream) {
        return rig.read(rig.caller().newCall(request(rig, dialect, model, stream)));
    }

    private static Request request(Rig rig, TestDialect dialect, String model, boolean stream) {
        return rig.request(dialect, model, stream).headers(dialect.key(KEY)).build();
    }
}
