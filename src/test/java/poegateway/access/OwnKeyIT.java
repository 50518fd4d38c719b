package poegateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import okhttp3.Request;
import poegateway.core.failure.Failure;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.simulator.script.Scripts;

/** Callers who pay with their own key of Poe. */
class OwnKeyIT {
    private static final String MODE = "auth.mode=poe-key";
    private static final String MODEL = "Claude-Sonnet-4.6";
    private static final String ALICE = "poe-key-of-alice";

    @GatewayTest(settings = MODE)
    void theCallersKeyGoesToPoeAndNoOther(Rig rig, TestDialect dialect) {
        rig.poe().enqueue(dialect.whole("hello"));
        assertEquals(
                200,
                ask(rig, dialect, false, "authorization", "Bearer " + ALICE).status());
        rig.poe().enqueue(dialect.stream("hello"));
        assertEquals(200, ask(rig, dialect, true, "x-api-key", ALICE).status());
        rig.poe().arrivals().forEach(arrival -> {
            assertEquals("Bearer " + ALICE, arrival.headers().get("authorization"));
            assertFalse(arrival.headers().containsKey("x-api-key"));
        });
    }

    @GatewayTest(settings = MODE)
    void withoutAKeyOrWithOneOfAGatewayPoeIsNotAsked(Rig rig, TestDialect dialect) {
        assertRefused(ask(rig, dialect, false, "accept", "application/json"));
        assertRefused(ask(rig, dialect, false, "authorization", "Bearer " + Keyring.key(1)));
        assertEquals(0, rig.poe().census().arrivals());
    }

    @GatewayTest(settings = MODE)
    void aKeyThatPoeRefusesIsTheCallersToMend(Rig rig, TestDialect dialect) {
        for (boolean stream : List.of(false, true)) {
            rig.poe().enqueue(Scripts.error(401, "authentication_error", "No."));
            Reply reply = ask(rig, dialect, stream, "authorization", "Bearer " + ALICE);
            assertRefused(reply);
            assertEquals(dialect.kind(Failure.Kind.UNAUTHENTICATED), reply.errorKind());
            assertEquals("false", reply.header("x-should-retry"));
            assertTrue(reply.errorMessage().contains("your key"), reply::body);
        }
    }

    @GatewayTest(settings = MODE)
    void soIsOneThatIsRefusedInMidStream(Rig rig, TestDialect dialect) {
        rig.poe().enqueue(dialect.brokenBy(dialect.failing(401, "authentication_error"), "Hel"));
        Reply reply = ask(rig, dialect, true, "authorization", "Bearer " + ALICE);
        assertEquals(200, reply.status());
        assertEquals("invalid_api_key", reply.errorCode());
    }

    @GatewayTest(settings = {MODE, "models.refresh-every=15m"})
    void theListOfModelsIsAskedWithoutItSoItIsNotToBlame(Rig rig) {
        rig.poe().enqueue("/v1/models", Scripts.error(401, "authentication_error", "No."));
        rig.tick();
        rig.awaitQuiet();
        Reply reply = rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + "/v1/models")
                        .header("authorization", "Bearer " + ALICE)
                        .build()));
        assertEquals(
                "Bearer test-key", rig.poe().arrivals().getFirst().headers().get("authorization"));
        assertEquals(200, reply.status());
    }

    @GatewayTest
    void theOperatorsKeyIsTheOperatorsToMend(Rig rig, TestDialect dialect) {
        rig.poe().enqueue(Scripts.error(401, "authentication_error", "No."));
        Reply reply = ask(rig, dialect, false, "authorization", "Bearer " + ALICE);
        assertEquals(502, reply.status());
        assertEquals("upstream_auth", reply.errorCode());
    }

    private static void assertRefused(Reply reply) {
        assertEquals(401, reply.status(), reply::body);
        assertEquals("invalid_api_key", reply.errorCode());
    }

    private static Reply ask(Rig rig, TestDialect dialect, boolean stream, String header, String value) {
        Request request =
                rig.request(dialect, MODEL, stream).header(header, value).build();
        return rig.read(rig.caller().newCall(request));
    }
}
