package poegateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Scripts;

/** Callers who pay with their own key of Poe. */
class OwnKeyIT {
    private static final String MODE = "auth.mode=poe-key";
    private static final String MODEL = "Claude-Sonnet-4.6";
    private static final String BEGINNING = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
            + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\"},"
            + "\"finish_reason\":null}]}";
    private static final String ALICE = "poe-key-of-alice";

    @GatewayTest(settings = MODE)
    void theCallersKeyGoesToPoeAndNoOther(Rig rig) {
        assertEquals(
                200, chat(rig, MODEL, false, "authorization", "Bearer " + ALICE).status());
        assertEquals(200, chat(rig, MODEL, true, "x-api-key", ALICE).status());
        rig.poe().arrivals().forEach(arrival -> {
            assertEquals("Bearer " + ALICE, arrival.headers().get("authorization"));
            assertFalse(arrival.headers().containsKey("x-api-key"));
        });
    }

    @GatewayTest(settings = MODE)
    void withoutAKeyOrWithOneOfAGatewayPoeIsNotAsked(Rig rig) {
        assertRefused(chat(rig, MODEL, false, "accept", "application/json"));
        assertRefused(chat(rig, MODEL, false, "authorization", "Bearer " + Keyring.key(1)));
        assertEquals(0, rig.poe().census().arrivals());
    }

    @GatewayTest(settings = MODE)
    void aKeyThatPoeRefusesIsTheCallersToMend(Rig rig) {
        for (boolean stream : List.of(false, true)) {
            Reply reply = chat(rig, "error-401", stream, "authorization", "Bearer " + ALICE);
            assertRefused(reply);
            assertEquals("invalid_request_error", reply.error().path("type").asText());
            assertEquals("false", reply.header("x-should-retry"));
            assertTrue(reply.error().path("message").asText().contains("your key"), reply::body);
        }
    }

    @GatewayTest(settings = MODE)
    void soIsOneThatIsRefusedInMidStream(Rig rig) {
        rig.poe()
                .enqueue(Scripts.sse(BEGINNING, "{\"error\":{\"message\":\"No.\",\"type\":\"authentication_error\"}}"));
        Reply reply = chat(rig, MODEL, true, "authorization", "Bearer " + ALICE);
        assertEquals(200, reply.status());
        assertEquals("invalid_api_key", reply.errorCode());
    }

    @GatewayTest(settings = MODE)
    void theListOfModelsIsAskedWithoutItSoItIsNotToBlame(Rig rig) {
        rig.poe().enqueue("/v1/models", Scripts.error(401, "authentication_error", "No."));
        Reply reply = rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + "/v1/models")
                        .header("authorization", "Bearer " + ALICE)
                        .build()));
        assertEquals(
                "Bearer test-key", rig.poe().arrivals().getFirst().headers().get("authorization"));
        assertEquals(502, reply.status());
        assertEquals("upstream_auth", reply.errorCode());
    }

    @GatewayTest
    void theOperatorsKeyIsTheOperatorsToMend(Rig rig) {
        Reply reply = chat(rig, "error-401", false, "authorization", "Bearer " + ALICE);
        assertEquals(502, reply.status());
        assertEquals("upstream_auth", reply.errorCode());
    }

    private static void assertRefused(Reply reply) {
        assertEquals(401, reply.status(), reply::body);
        assertEquals("invalid_api_key", reply.errorCode());
    }

    private static Reply chat(Rig rig, String model, boolean stream, String header, String value) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + "/v1/chat/completions")
                        .header(header, value)
                        .post(RequestBody.create(
                                ChatDialect.CHAT.body(model, stream), MediaType.get("application/json")))
                        .build()));
    }
}
