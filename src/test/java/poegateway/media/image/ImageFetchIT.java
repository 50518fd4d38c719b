package poegateway.media.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.core.RequestPhase;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.answer.SamplePicture;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Pictures whose host does not give them. */
class ImageFetchIT {
    private static final String PATH = "/v1/images/generations";
    private static final String CHAT = "/v1/chat/completions";

    @GatewayTest(settings = "media.fetch-limit=64KiB")
    void aHostThatMisbehavesIsAnErrorThatNamesTheLinkOrAWarning(Rig rig) {
        String link = link(rig);
        Map<String, Script> hosts = new LinkedHashMap<>();
        hosts.put("no PNG, JPEG, WebP or GIF", Scripts.whole(200, "image/png", "<html>Sign in</html>", Map.of()));
        hosts.put("leads to another one", Scripts.redirect("https://example.com/p.png"));
        hosts.put("status 403", Scripts.whole(403, "text/plain", "no", Map.of()));
        hosts.put("it is empty", Scripts.whole(200, "image/png", "", Map.of()));
        hosts.put("larger than media.fetch-limit", picture(100_000, Mishap.NONE));
        hosts.put("broke before all of it was there", picture(20, new Mishap.CloseMidBody(1)));
        long calls = rig.poe().arrivals(CHAT);
        for (Map.Entry<String, Script> host : hosts.entrySet()) {
            rig.poe().enqueue(URI.create(link).getPath(), host.getValue());
            Reply failed = generate(rig, ",\"response_format\":\"b64_json\"");
            assertEquals(502, failed.status(), failed::body);
            assertEquals("media_fetch_failed", failed.errorCode());
            assertTrue(failed.errorMessage().contains(host.getKey()), failed::body);
            assertTrue(failed.errorMessage().contains(link), failed::body);
            assertEquals("false", failed.header("x-should-retry"));
            rig.poe().enqueue(URI.create(link).getPath(), host.getValue());
            Reply linked = generate(rig, "");
            assertEquals(200, linked.status(), linked::body);
            assertEquals(
                    "{\"url\":\"" + link + "\"}",
                    linked.json().path("data").get(0).toString());
            assertTrue(linked.header("x-poe-gateway-warning").contains(host.getKey()), () -> "" + linked.headers());
        }
        assertEquals(2L * hosts.size(), rig.poe().arrivals(CHAT) - calls);
    }

    @GatewayTest
    void aHostThatFallsSilentIsLeftAfterItsLimitAndTheLinkIsTold(Rig rig) {
        String link = link(rig);
        rig.poe().enqueue(URI.create(link).getPath(), silent());
        CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> generate(rig, ""));
        rig.awaitPhase(RequestPhase.FETCHING_MEDIA);
        rig.until(
                () -> rig.poe().arrivals(URI.create(link).getPath()) == 1,
                () -> "the picture is not asked for: " + rig.poe().census());
        rig.advance(Duration.ofSeconds(61));
        assertEquals(
                "no b64_json: it did not come in time (media.fetch-timeout)",
                rig.await(reply).header("x-poe-gateway-warning"));
    }

    @GatewayTest
    void aLostPictureIsFetchedOnceMoreForTheSameKey(Rig rig) {
        String link = link(rig);
        long calls = rig.poe().arrivals(CHAT);
        rig.poe().enqueue(URI.create(link).getPath(), Scripts.whole(503, "text/plain", "later", Map.of()));
        assertEquals("media_fetch_failed", keyed(rig).errorCode());
        assertEquals(1, keyed(rig).json().path("data").size());
        assertEquals(1, rig.poe().arrivals(CHAT) - calls);
    }

    @GatewayTest
    void aCallForAPictureIsCountedAsOneThatGeneratesContent(Rig rig) {
        assertEquals(200, generate(rig, "").status());
        String metrics = rig.get("/metrics").body();
        assertTrue(
                metrics.lines()
                        .anyMatch(line -> line.startsWith("gen_ai_client_operation_duration_seconds_count")
                                && line.contains("gen_ai_operation_name=\"generate_content\"")
                                && line.contains("gen_ai_request_model=\"gpt-image-1.5\"")),
                metrics);
    }

    /** The beginning of a picture, and so many bytes more. */
    private static Script picture(int bytes, Mishap mishap) {
        byte[] beginning = Arrays.copyOf(SamplePicture.png("a cat"), 40);
        return new Script(
                200,
                Map.of("content-type", "image/png"),
                Script.Framing.CONTENT_LENGTH,
                List.of(new Script.Piece(beginning, Pause.NONE), new Script.Piece(new byte[bytes], Pause.NONE)),
                mishap);
    }

    private static Script silent() {
        Script empty = Scripts.whole(200, "image/png", "", Map.of());
        return new Script(200, empty.headers(), empty.framing(), empty.pieces(), new Mishap.HangBeforeHead());
    }

    private static String link(Rig rig) {
        return generate(rig, ",\"response_format\":\"url\"")
                .json()
                .path("data")
                .get(0)
                .path("url")
                .asText();
    }

    private static Reply keyed(Rig rig) {
        Request request = new Request.Builder()
                .url(rig.gateway().url() + PATH)
                .header("Idempotency-Key", "key-1")
                .post(RequestBody.create(body(",\"response_format\":\"b64_json\""), MediaType.get("application/json")))
                .build();
        return rig.read(rig.caller().newCall(request));
    }

    private static Reply generate(Rig rig, String options) {
        return rig.post(PATH, body(options));
    }

    private static String body(String options) {
        return "{\"model\":\"gpt-image-1.5\",\"prompt\":\"a cat\"" + options + "}";
    }
}
