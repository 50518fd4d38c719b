package poegateway.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import poegateway.core.RequestPhase;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** The simulator's models whose media lie at hosts that misbehave, on every path that fetches media, with what is kept on disk. */
class HostileMediaIT {
    private static final String FAILED = "media_fetch_failed";

    /** What a host does, and what is told of it; with {@code short} and {@code endless} it may be seen only on the way. */
    private static final Map<String, String> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("wrong-type", "what its host sent is no ");
        FAULTS.put("empty", "it is empty");
        FAULTS.put("elsewhere", "leads to another one");
        FAULTS.put("forbidden", "status 403");
        FAULTS.put("short", "");
        FAULTS.put("endless", "larger than media.");
    }

    private static final Set<String> SEEN_ON_THE_WAY = Set.of("short", "endless");

    @GatewayTest(
            transport = Transport.H1,
            settings = {"media.rehost=on", "media.fetch-limit=256KiB", "media.video-limit=256KiB"})
    void everyFaultIsAClearErrorAndLeavesNothing(Rig rig) {
        FAULTS.forEach((fault, told) -> {
            Reply bytes = picture(rig, "image-" + fault, "b64_json");
            assertTold(told, bytes);
            Reply link = picture(rig, "image-" + fault, "url");
            assertEquals(200, link.status(), fault + link.body());
            assertTrue(link.header("x-poe-gateway-warning").contains(told), fault + link.headers());
            String id = video(rig, "video-" + fault);
            if (SEEN_ON_THE_WAY.contains(fault)) {
                assertThrows(UncheckedIOException.class, () -> rig.get("/v1/videos/" + id + "/content"), fault);
                assertThrows(UncheckedIOException.class, () -> speech(rig, "audio-" + fault), fault);
            } else {
                assertTold(told, rig.get("/v1/videos/" + id + "/content"));
                assertTold(told, speech(rig, "audio-" + fault));
            }
        });
        assertNothingKept(rig);
    }

    @GatewayTest(transport = Transport.H1, settings = "media.rehost=on")
    void aHostThatSaysNothingIsLeftOnEveryPath(Rig rig) {
        List<Supplier<Reply>> calls =
                List.of(() -> picture(rig, "image-silent", "b64_json"), () -> speech(rig, "audio-silent"));
        for (Supplier<Reply> call : calls) {
            CompletableFuture<Reply> waiting = CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
            rig.until(
                    () -> waiting.isDone() || rig.gateway().requestsIn(RequestPhase.FETCHING_MEDIA) == 1,
                    () -> "nothing is fetched");
            assertFalse(waiting.isDone(), () -> waiting.join().body());
            rig.advance(Duration.ofSeconds(61));
            assertTold("media.fetch-timeout", rig.await(waiting));
        }
        assertNothingKept(rig);
    }

    /** Of pictures the form of the reply tells that it is one; of others only their host does, and words are all there is. */
    @GatewayTest(transport = Transport.H1, settings = "media.rehost=on")
    void anAddressThatIsNotPublicIsNeverConnectedTo(Rig rig) {
        assertTold("not among media.hosts", picture(rig, "image-private", "b64_json"));
        Reply spoken = speech(rig, "audio-private");
        assertEquals("speech_generation_failed", spoken.errorCode(), spoken::body);
        assertTrue(spoken.errorMessage().contains("https://127.0.0.2/"), spoken::body);
        String id = ended(rig, "video-private");
        Reply video = rig.get("/v1/videos/" + id);
        assertEquals(
                "video_generation_failed",
                video.json().path("error").path("code").asText(),
                video::body);
        assertTrue(video.body().contains("https://127.0.0.2/"), video::body);
        assertNothingKept(rig);
    }

    private static void assertTold(String told, Reply reply) {
        assertEquals(502, reply.status(), reply::body);
        assertEquals(FAILED, reply.errorCode());
        assertTrue(reply.errorMessage().contains(told), reply::body);
        assertTrue(reply.errorMessage().contains("/base/"), reply::body);
        assertEquals("false", reply.header("x-should-retry"));
    }

    private static Reply picture(Rig rig, String model, String form) {
        return rig.post(
                "/v1/images/generations",
                "{\"model\":\"" + model + "\",\"prompt\":\"a cat\",\"response_format\":\"" + form + "\"}");
    }

    private static Reply speech(Rig rig, String model) {
        return rig.post("/v1/audio/speech", "{\"model\":\"" + model + "\",\"input\":\"hello\",\"voice\":\"alloy\"}");
    }

    /** One that is made, although its copy failed. */
    private static String video(Rig rig, String model) {
        String id = ended(rig, model);
        assertEquals("completed", status(rig, id), model);
        return id;
    }

    private static String ended(Rig rig, String model) {
        Reply begun = rig.post("/v1/videos", "{\"model\":\"" + model + "\",\"prompt\":\"a cat\"}");
        String id = begun.json().path("id").asText();
        rig.until(() -> !status(rig, id).matches("queued|in_progress"), () -> status(rig, id));
        return id;
    }

    private static String status(Rig rig, String id) {
        return rig.get("/v1/videos/" + id).json().path("status").asText();
    }

    private static void assertNothingKept(Rig rig) {
        String detail = rig.get("/health")
                .json()
                .path("parts")
                .path("vault")
                .path("detail")
                .asText();
        assertTrue(detail.startsWith("files kept: 0,"), detail);
    }
}
