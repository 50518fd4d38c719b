package poegateway.media.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.media.video.VideoCalls.CHAT;
import static poegateway.media.video.VideoCalls.PATH;
import static poegateway.media.video.VideoCalls.content;
import static poegateway.media.video.VideoCalls.delete;
import static poegateway.media.video.VideoCalls.ended;
import static poegateway.media.video.VideoCalls.get;
import static poegateway.media.video.VideoCalls.id;
import static poegateway.media.video.VideoCalls.readContent;
import static poegateway.media.video.VideoCalls.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import okhttp3.Response;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.answer.SampleVideo;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Videos that are made by Poe's own jobs. */
class PoeVideoJobsIT {
    private static final String BY_POE = "media.videos=poe";
    private static final String ONE = PATH + "/vid_1";
    private static final String QUEUED = "{\"id\":\"vid_1\",\"status\":\"queued\",\"progress\":0}";
    private static final String DONE = "{\"id\":\"vid_1\",\"status\":\"completed\",\"progress\":100}";
    private static final byte[] FILM = SampleVideo.mp4("vid_1");

    @GatewayTest(settings = BY_POE)
    void aVideoIsBegunOnceLookedAfterAndFetchedFromPoeAlone(Rig rig) throws IOException {
        rig.time().hold();
        Reply created = request(rig, ",\"seconds\":\"8\",\"size\":\"1280x720\",\"user\":\"me\"");
        assertEquals(200, created.status(), created::body);
        assertNull(created.headers().get("x-poe-gateway-dropped"));
        awaitSleeping(rig);
        assertEquals("{\"model\":\"sora-2\",\"prompt\":\"a cat\",\"seconds\":8,\"size\":\"1280x720\"}", sent(rig));
        JsonNode queued = get(rig, id(created)).json();
        assertEquals("in_progress", queued.path("status").asText());
        assertEquals(0, queued.path("progress").asInt(-1));
        rig.advance(Duration.ofSeconds(5));
        rig.until(
                () -> get(rig, id(created)).json().path("progress").asInt() == 30,
                () -> get(rig, id(created)).body());
        awaitSleeping(rig);
        rig.advance(Duration.ofSeconds(5));
        awaitSleeping(rig);
        rig.until(
                () -> get(rig, id(created)).json().path("progress").asInt() == 80,
                () -> get(rig, id(created)).body());
        rig.advance(Duration.ofSeconds(5));
        Reply done = ended(rig, id(created));
        assertEquals("completed", done.json().path("status").asText(), done::body);
        assertEquals(100, done.json().path("progress").asInt());
        assertEquals(1, rig.poe().arrivals(PATH));
        assertEquals(0, rig.poe().arrivals(CHAT));
        byte[] film = bytes(rig, id(created), Map.of(), 200);
        assertTrue(film.length > 1000);
        assertArrayEquals(Arrays.copyOfRange(film, 5, 10), bytes(rig, id(created), Map.of("range", "bytes=5-9"), 206));
        Reply beyond = readContent(rig, id(created), Map.of("range", "bytes=999999-"));
        assertEquals(416, beyond.status());
        assertEquals("bytes */" + film.length, beyond.header("content-range"));
    }

    @GatewayTest(settings = BY_POE)
    void whatPoesJobsHaveNoWordForGoesIntoAChat(Rig rig) {
        List<String> others = List.of(
                ",\"colour\":1", ",\"input_reference\":{\"image_url\":\"https://pfst.cf2.poecdn.net/base/image/1\"}");
        for (String more : others) {
            ended(rig, id(request(rig, more)));
        }
        ended(rig, id(request(rig, "", Map.of("x-poe-gateway-upstream", "openai"))));
        ended(rig, id(rig.post(PATH, "{\"model\":\"ray2\",\"prompt\":\"a cat\"}")));
        assertEquals(0, rig.poe().arrivals(PATH));
        assertEquals(4, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void withoutTheSettingEveryVideoGoesIntoAChat(Rig rig) {
        ended(rig, id(request(rig, "")));
        assertEquals(0, rig.poe().arrivals(PATH));
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(settings = BY_POE)
    void theFirstFrameGoesAsBase64Alone(Rig rig) {
        Reply created = request(rig, ",\"input_reference\":{\"image_url\":\"data:image/png;base64,iVBORw0KGgo=\"}");
        assertEquals("completed", ended(rig, id(created)).json().path("status").asText());
        assertTrue(sent(rig).contains(",\"input_image\":\"iVBORw0KGgo=\"}"), sent(rig));
    }

    @GatewayTest(settings = BY_POE)
    void aFailedJobFailsWithPoesWords(Rig rig) {
        Reply failed = ended(rig, id(prompted(rig, "[fails]")));
        assertEquals("failed", failed.json().path("status").asText());
        JsonNode error = failed.json().path("error");
        assertEquals("video_generation_failed", error.path("code").asText());
        assertTrue(error.path("message").asText().contains("This video cannot be made."), failed::body);
        assertEquals("job_failed", readContent(rig, id(failed), Map.of()).errorCode());
    }

    @GatewayTest(settings = {BY_POE, "upstream.media-timeout=60s"})
    void aJobThatNeverEndsIsLeftAfterItsTime(Rig rig) {
        Reply failed = ended(rig, id(prompted(rig, "[endless]")));
        JsonNode error = failed.json().path("error");
        assertEquals("upstream_timeout", error.path("code").asText(), failed::body);
        assertTrue(error.path("message").asText().contains("upstream.media-timeout"), failed::body);
        assertEquals(1, rig.poe().arrivals(PATH));
    }

    @GatewayTest(settings = BY_POE)
    void aLookThatFailsIsTriedAgainAndTheVideoIsNotBegunAnew(Rig rig) {
        assertEquals(
                "completed",
                ended(rig, id(prompted(rig, "[error-once]")))
                        .json()
                        .path("status")
                        .asText());
        List<Script> faults = List.of(
                Scripts.error(500, "provider_error", "no"),
                Scripts.error(503, "api_error", "no"),
                Scripts.error(429, "rate_limit_error", "no"),
                Scripts.error(408, "timeout_error", "no"),
                Scripts.json(200, DONE).with(new Mishap.CloseBeforeHead()));
        begun(rig);
        faults.forEach(fault -> rig.poe().enqueue(ONE, fault));
        rig.poe().enqueue(ONE, Scripts.json(200, DONE));
        assertEquals(
                "completed",
                ended(rig, id(request(rig, ""))).json().path("status").asText());
        assertEquals(2, rig.poe().arrivals(PATH));
        assertEquals(faults.size() + 1, rig.poe().arrivals(ONE));
    }

    @GatewayTest(settings = BY_POE)
    void anAnswerThatIsNotWhatPoeDocumentsIsToldClearly(Rig rig) {
        Map<String, String> looks = new LinkedHashMap<>();
        looks.put("[1]", "no JSON object");
        looks.put("<html>", "not JSON");
        looks.put("{\"id\":\"vid_1\"}", "no 'status'");
        looks.put("{\"id\":\"vid_1\",\"status\":1}", "no text as 'status'");
        looks.put("{\"id\":\"vid_1\",\"status\":\"paused\"}", "'paused' and none of queued, in_progress");
        looks.put("{\"id\":7,\"status\":\"queued\"}", "no text as 'id'");
        looks.put("{\"id\":\"vid_2\",\"status\":\"queued\"}", "another video");
        looks.forEach((body, told) -> {
            begun(rig);
            rig.poe().enqueue(ONE, Scripts.json(200, body));
            Reply failed = ended(rig, id(request(rig, "")));
            JsonNode error = failed.json().path("error");
            assertEquals("upstream_bad_response", error.path("code").asText(), failed::body);
            assertTrue(error.path("message").asText().contains(told), failed::body);
        });
        assertEquals(looks.size(), rig.poe().arrivals(PATH));
    }

    @GatewayTest(settings = BY_POE)
    void anIdThatLeadsElsewhereIsNeverAskedFor(Rig rig) {
        for (String id : List.of("../usage/current_balance", "a/b", "", "..", "a?b", "a b")) {
            rig.poe().enqueue(PATH, Scripts.json(200, "{\"id\":\"" + id + "\",\"status\":\"queued\"}"));
            Reply failed = ended(rig, id(request(rig, "")));
            assertTrue(failed.body().contains("none that can be asked for"), failed::body);
        }
        assertEquals(6, rig.poe().census().arrivals());
    }

    @GatewayTest(settings = BY_POE)
    void aVideoThatPoeKnowsNoMoreIsLost(Rig rig) {
        Reply failed = ended(rig, id(prompted(rig, "[gone]")));
        assertEquals(
                "upstream_video_lost", failed.json().path("error").path("code").asText(), failed::body);
        begun(rig);
        rig.poe().enqueue(ONE, Scripts.whole(404, "text/plain", "", Map.of()));
        Reply bare = ended(rig, id(request(rig, "")));
        assertEquals(
                "upstream_video_lost", bare.json().path("error").path("code").asText(), bare::body);
    }

    @GatewayTest(settings = BY_POE)
    void aBeginningThatMayHaveWorkedIsNotRepeated(Rig rig) {
        rig.poe().enqueue(PATH, Scripts.json(200, QUEUED).with(new Mishap.CloseBeforeHead()));
        Reply failed = ended(rig, id(request(rig, "")));
        assertEquals("upstream_closed", failed.json().path("error").path("code").asText(), failed::body);
        rig.poe().enqueue(PATH, Scripts.error(500, "provider_error", "no"));
        assertEquals(
                "failed", ended(rig, id(request(rig, ""))).json().path("status").asText());
        rig.poe().enqueue(PATH, Scripts.error(402, "insufficient_credits", "none left"));
        Reply poor = ended(rig, id(request(rig, "")));
        assertEquals(
                "insufficient_quota", poor.json().path("error").path("code").asText(), poor::body);
        assertEquals(3, rig.poe().arrivals(PATH));
    }

    @GatewayTest(settings = BY_POE)
    void whoeverDeletesAVideoEndsTheLooks(Rig rig) {
        rig.time().hold();
        Reply created = request(rig, "");
        awaitSleeping(rig);
        assertEquals(200, delete(rig, id(created)).status());
        rig.until(() -> rig.gateway().census().jobs() == 0, () -> "runs on");
        rig.advance(Duration.ofSeconds(60));
        assertEquals(1, rig.poe().census().arrivals());
    }

    @GatewayTest(settings = BY_POE)
    void theSameKeyIsTheSameVideo(Rig rig) {
        Reply created = request(rig, "", Map.of("Idempotency-Key", "one"));
        ended(rig, id(created));
        assertEquals(id(created), id(request(rig, "", Map.of("Idempotency-Key", "one"))));
        assertEquals(1, rig.poe().arrivals(PATH));
    }

    @GatewayTest(settings = {BY_POE, "media.rehost=on"})
    void aVideoIsKeptWhereThatIsWanted(Rig rig) throws IOException {
        String id = made(rig);
        assertEquals(1, rig.poe().arrivals(ONE + "/content"));
        assertArrayEquals(FILM, bytes(rig, id, Map.of(), 200));
        assertEquals(1, rig.poe().arrivals(ONE + "/content"));
    }

    @GatewayTest(settings = {BY_POE, "media.rehost=on"})
    void aCopyThatCannotBeHadCostsNobodyTheVideo(Rig rig) throws IOException {
        rig.poe().enqueue(ONE + "/content", Scripts.error(500, "provider_error", "no"));
        rig.poe().enqueue(ONE + "/content", Scripts.error(500, "provider_error", "no"));
        begun(rig);
        rig.poe().enqueue(ONE, Scripts.json(200, DONE));
        String id = id(ended(rig, id(request(rig, ""))));
        rig.poe().enqueue(ONE + "/content", film(200, Map.of(), FILM));
        assertArrayEquals(FILM, bytes(rig, id, Map.of(), 200));
    }

    @GatewayTest(settings = {BY_POE, "media.video-limit=64KiB"})
    void contentThatIsNoVideoIsNotHandedOn(Rig rig) {
        begun(rig);
        rig.poe().enqueue(ONE, Scripts.json(200, DONE));
        String id = id(ended(rig, id(request(rig, ""))));
        Map<String, Script> contents = new LinkedHashMap<>();
        contents.put("no MP4 or WebM", Scripts.whole(200, "video/mp4", "<html>Sign in</html>", Map.of()));
        contents.put("it is empty", Scripts.whole(200, "video/mp4", "", Map.of()));
        contents.put("larger than", film(200, Map.of(), new byte[100_000]));
        contents.put("404", Scripts.error(404, "not_found", "no"));
        contents.put("another part", film(206, Map.of("content-range", "bytes 0-1/9"), new byte[2]));
        contents.forEach((told, script) -> {
            rig.poe().enqueue(ONE + "/content", script);
            Reply reply = readContent(rig, id, Map.of());
            assertEquals("media_fetch_failed", reply.errorCode(), reply::body);
            assertTrue(reply.errorMessage().contains(told), reply::body);
        });
        rig.poe().enqueue(ONE + "/content", Scripts.redirect("https://169.254.169.254/latest"));
        Reply led = readContent(rig, id, Map.of());
        assertTrue(led.errorMessage().contains("never followed"), led::body);
    }

    private static String made(Rig rig) {
        begun(rig);
        rig.poe().enqueue(ONE, Scripts.json(200, DONE));
        rig.poe().enqueue(ONE + "/content", film(200, Map.of(), FILM));
        Reply done = ended(rig, id(request(rig, "")));
        assertEquals("completed", done.json().path("status").asText(), done::body);
        return id(done);
    }

    private static void begun(Rig rig) {
        rig.poe().enqueue(PATH, Scripts.json(200, QUEUED));
    }

    private static Reply prompted(Rig rig, String word) {
        Reply created = rig.post(PATH, "{\"model\":\"sora-2\",\"prompt\":\"a cat " + word + "\"}");
        assertEquals(200, created.status(), created::body);
        return created;
    }

    private static void awaitSleeping(Rig rig) {
        rig.until(
                () -> rig.time().sleeping() == 1,
                () -> "nobody waits: " + rig.gateway().census());
    }

    private static String sent(Rig rig) {
        return new String(
                rig.poe().arrivals().stream()
                        .filter(arrival -> arrival.path().equals(PATH))
                        .findFirst()
                        .orElseThrow()
                        .body(),
                StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Rig rig, String id, Map<String, String> headers, int status) throws IOException {
        try (Response response = rig.caller()
                .newCall(content(rig, id).headers(Headers.of(headers)).build())
                .execute()) {
            assertEquals(status, response.code());
            assertEquals("video/mp4", response.header("content-type"));
            assertFalse(response.headers().names().contains("authorization"));
            return response.body().bytes();
        }
    }

    private static Script film(int status, Map<String, String> more, byte[] bytes) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("content-type", "video/mp4");
        return new Script(
                status,
                headers,
                Script.Framing.CONTENT_LENGTH,
                List.of(new Script.Piece(bytes, Pause.NONE)),
                Mishap.NONE);
    }
}
