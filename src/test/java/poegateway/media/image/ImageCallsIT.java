package poegateway.media.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.core.RequestPhase;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.answer.SamplePicture;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** How long calls for pictures may take, what they may cost, and how often they are made. */
class ImageCallsIT {
    private static final String PATH = "/v1/images/generations";
    private static final String CHAT = "/v1/chat/completions";
    private static final String WARNING = "x-poe-gateway-warning";

    @GatewayTest
    void allCallsEndWhenTheirCallerLeaves(Rig rig) {
        hang(rig, 3);
        Call call = call(rig, body(",\"n\":3"), Map.of());
        CompletableFuture<Void> gone = CompletableFuture.runAsync(() -> {
            try {
                call.execute().close();
            } catch (IOException left) {
                // as it should be
            }
        });
        rig.until(
                () -> rig.poe().arrivals(CHAT) == 3, () -> "calls: " + rig.poe().census());
        call.cancel();
        rig.until(
                () -> rig.poe().census().hangUps() == 3,
                () -> "hung up on: " + rig.poe().census());
        rig.await(gone);
    }

    @GatewayTest
    void aPictureMayTakeAsLongAsTheSettingsSayAndNoLonger(Rig rig) {
        hang(rig, 1);
        CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> rig.read(call(rig, body(""), Map.of())));
        rig.until(
                () -> rig.poe().arrivals(CHAT) == 1, () -> "calls: " + rig.poe().census());
        rig.awaitPhase(RequestPhase.AWAITING_MEDIA);
        rig.advance(Duration.ofSeconds(599));
        rig.advance(Duration.ofSeconds(2));
        assertEquals(504, rig.await(reply).status());
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void eachOfSeveralPicturesHasThatLimitForItself(Rig rig) {
        hang(rig, 1);
        CompletableFuture<Reply> reply =
                CompletableFuture.supplyAsync(() -> rig.read(call(rig, body(",\"n\":2"), Map.of())));
        rig.awaitPhase(RequestPhase.AWAITING_PARTS);
        rig.until(
                () -> rig.poe().arrivals(CHAT) == 2, () -> "calls: " + rig.poe().census());
        rig.until( // that of the request, and that of the call which hangs
                () -> rig.gateway().census().tickerListeners() == 2,
                () -> "timelines: " + rig.gateway().census());
        rig.advance(Duration.ofSeconds(601));
        assertEquals(200, rig.await(reply).status());
        assertEquals(
                "1 of 2 calls gave a picture: upstream_timeout", reply.join().header(WARNING));
    }

    @GatewayTest(settings = {"media.cost-limit-cents=20", "media.unpriced-cents=8", "models.refresh-every=15m"})
    void whatWouldCostTooMuchIsNotSent(Rig rig) {
        rig.tick();
        rig.awaitQuiet();
        Reply refused = rig.post(PATH, "{\"model\":\"dall-e-3\",\"prompt\":\"a cat\",\"n\":5}");
        assertEquals("cost_limit_exceeded", refused.errorCode());
        assertTrue(refused.body().contains("22.5 US cents"), refused::body);
        assertEquals("cost_limit_exceeded", rig.post(PATH, body(",\"n\":3")).errorCode());
        assertEquals(0, rig.poe().arrivals(CHAT));
        assertEquals(200, rig.post(PATH, body(",\"n\":2")).status());
    }

    @GatewayTest
    void aRequestThatComesAgainWithItsKeyIsAnsweredWithoutAModel(Rig rig) {
        Reply first = keyed(rig, body(",\"n\":2"), "key-1");
        Reply again = keyed(rig, body(",\"n\":2"), "key-1");
        assertEquals(first.json().path("data"), again.json().path("data"));
        assertEquals("repeated from an earlier answer: no model was asked", again.header(WARNING));
        assertEquals(2, rig.poe().arrivals(CHAT));
        assertEquals(200, keyed(rig, body(",\"n\":2"), "key-2").status());
        assertEquals(4, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void anotherRequestWithTheSameKeyIsRefused(Rig rig) {
        assertEquals(200, keyed(rig, body(""), "key-1").status());
        for (String other : List.of(",\"n\":2", ",\"quality\":\"low\"", ",\"response_format\":\"url\"")) {
            assertEquals(
                    "idempotency_key_reused", keyed(rig, body(other), "key-1").errorCode(), other);
        }
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void aFormIsKnownAgainByItsContentAndNotByItsBoundary(Rig rig) {
        for (int i = 0; i < 2; i++) {
            assertEquals(200, edited(rig, SamplePicture.png("a cat")).status());
        }
        assertEquals(1, rig.poe().arrivals(CHAT));
        assertEquals(
                "idempotency_key_reused",
                edited(rig, SamplePicture.png("a dog")).errorCode());
    }

    @GatewayTest
    void whatCostNothingMayBeTriedAgainWithTheSameKey(Rig rig) {
        rig.poe().enqueue(CHAT, Scripts.error(402, "insufficient_credits", "No points."));
        assertEquals(402, keyed(rig, body(""), "key-1").status());
        assertEquals(200, keyed(rig, body(""), "key-1").status());
    }

    @GatewayTest
    void whatMayBeBilledIsNotTriedAgainWithTheSameKey(Rig rig) {
        rig.poe().enqueue(CHAT, Scripts.error(500, "internal_error", "out of order"));
        assertEquals(502, keyed(rig, body(""), "key-1").status());
        Reply again = keyed(rig, body(""), "key-1");
        assertEquals(409, again.status());
        assertEquals("idempotency_lost", again.errorCode());
        assertEquals("false", again.header("x-should-retry"));
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void aRequestThatIsUnderWayIsNotSentBesideItself(Rig rig) {
        hang(rig, 1);
        CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> keyed(rig, body(""), "key-1"));
        rig.until(
                () -> rig.poe().arrivals(CHAT) == 1, () -> "calls: " + rig.poe().census());
        rig.awaitPhase(RequestPhase.AWAITING_MEDIA);
        Reply second = keyed(rig, body(""), "key-1");
        assertEquals(409, second.status());
        assertEquals("idempotency_in_progress", second.errorCode());
        assertEquals("5", second.header("retry-after"));
        rig.advance(Duration.ofSeconds(601));
        assertEquals(504, rig.await(first).status());
    }

    private static void hang(Rig rig, int calls) {
        Script hanging = Scripts.json(200, "{}");
        for (int i = 0; i < calls; i++) {
            rig.poe()
                    .enqueue(
                            CHAT,
                            new Script(
                                    hanging.status(),
                                    hanging.headers(),
                                    hanging.framing(),
                                    hanging.pieces(),
                                    new Mishap.HangBeforeHead()));
        }
    }

    private static Reply edited(Rig rig, byte[] picture) {
        return rig.read(call(
                rig,
                "/v1/images/edits",
                new MultipartBody.Builder()
                        .setType(MultipartBody.FORM)
                        .addFormDataPart("model", "gpt-image-1.5")
                        .addFormDataPart("prompt", "with a hat")
                        .addFormDataPart("image", "cat.png", RequestBody.create(picture, MediaType.get("image/png")))
                        .build(),
                Map.of("Idempotency-Key", "key-1")));
    }

    private static Reply keyed(Rig rig, String body, String key) {
        return rig.read(call(rig, body, Map.of("Idempotency-Key", key)));
    }

    private static String body(String options) {
        return "{\"model\":\"gpt-image-1.5\",\"prompt\":\"a cat\"" + options + "}";
    }

    private static Call call(Rig rig, String body, Map<String, String> headers) {
        return call(rig, PATH, RequestBody.create(body, MediaType.get("application/json")), headers);
    }

    private static Call call(Rig rig, String path, RequestBody body, Map<String, String> headers) {
        Request.Builder request =
                new Request.Builder().url(rig.gateway().url() + path).post(body);
        headers.forEach(request::header);
        return rig.caller().newCall(request.build());
    }
}
