package poegateway.media.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.media.video.VideoCalls.CHAT;
import static poegateway.media.video.VideoCalls.PATH;
import static poegateway.media.video.VideoCalls.answer;
import static poegateway.media.video.VideoCalls.content;
import static poegateway.media.video.VideoCalls.delete;
import static poegateway.media.video.VideoCalls.ended;
import static poegateway.media.video.VideoCalls.get;
import static poegateway.media.video.VideoCalls.id;
import static poegateway.media.video.VideoCalls.link;
import static poegateway.media.video.VideoCalls.readContent;
import static poegateway.media.video.VideoCalls.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import poegateway.app.Gateway;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.answer.SampleVideo;

/** The life of a video. */
class VideosIT {
    private final CountDownLatch gate = new CountDownLatch(1);

    @GatewayTest
    void aVideoIsMadeLookedAfterAndFetched(Rig rig) throws IOException {
        rig.poe().enqueue(CHAT, answer(link(rig, "0".repeat(64)), gate));
        Reply created = request(rig, ",\"seconds\":\"8\",\"size\":\"1280x720\"");
        assertEquals(200, created.status(), created::body);
        assertEquals("5000", created.header("openai-poll-after-ms"));
        JsonNode queued = created.json();
        assertEquals(
                List.of(
                        "id",
                        "object",
                        "model",
                        "status",
                        "progress",
                        "created_at",
                        "completed_at",
                        "expires_at",
                        "prompt",
                        "size",
                        "seconds",
                        "remixed_from_video_id",
                        "error"),
                names(queued));
        assertTrue(id(created).matches("video_[0-9a-f]{32}"), created::body);
        assertEquals("video", queued.path("object").asText());
        assertEquals("sora-2", queued.path("model").asText());
        assertEquals("queued", queued.path("status").asText());
        assertEquals("a cat", queued.path("prompt").asText());
        assertEquals("1280x720", queued.path("size").asText());
        assertEquals("8", queued.path("seconds").asText());
        assertEquals(0, queued.path("progress").asInt(-1));
        rig.until(() -> rig.poe().arrivals(CHAT) == 1, () -> "Poe is not asked");
        Reply running = get(rig, id(created));
        assertEquals("in_progress", running.json().path("status").asText());
        assertEquals("5000", running.header("openai-poll-after-ms"));
        assertEquals("job_unfinished", readContent(rig, id(created), Map.of()).errorCode());
        gate.countDown();
        Reply done = ended(rig, id(created));
        assertEquals("completed", done.json().path("status").asText(), done::body);
        assertEquals(100, done.json().path("progress").asInt());
        assertNull(done.headers().get("openai-poll-after-ms"));
        assertEquals(
                3600,
                done.json().path("expires_at").asLong()
                        - done.json().path("completed_at").asLong());
        assertContent(rig, id(created), SampleVideo.mp4("0".repeat(64)));
    }

    @GatewayTest
    void optionsReachTheModelInItsOwnWords(Rig rig) {
        ended(rig, id(request(rig, ",\"seconds\":\"8\",\"size\":\"1280x720\",\"user\":\"me\"")));
        String sent = sent(rig);
        assertTrue(sent.contains("\"duration\":\"8\""), sent);
        assertTrue(sent.contains("\"size\":\"1280x720\""), sent);
        assertFalse(sent.contains("\"user\":\"me\""), sent);
        Reply dropped = request(rig, ",\"colour\":1");
        assertEquals("colour", dropped.header("x-poe-gateway-dropped"));
        ended(rig, id(dropped));
    }

    @GatewayTest
    void aVideoIsMadeOverTheBotProtocolToo(Rig rig) throws IOException {
        Reply created = request(rig, ",\"seconds\":4", Map.of("x-poe-gateway-upstream", "bot"));
        Reply done = ended(rig, id(created));
        assertEquals("completed", done.json().path("status").asText(), done::body);
        assertEquals(1, rig.poe().arrivals("/bot/sora-2"));
        try (Response response =
                rig.caller().newCall(content(rig, id(created)).build()).execute()) {
            assertEquals("video/mp4", response.header("content-type"));
            assertTrue(response.body().bytes().length > 1000);
        }
    }

    @GatewayTest
    void aVideoWhoseCallerVanishedIsThereAfterwardsAndWasPaidForOnce(Rig rig) {
        rig.poe().enqueue(CHAT, answer(link(rig, "1".repeat(64)), gate));
        Reply created = request(rig, "", Map.of("Idempotency-Key", "one"));
        rig.caller().connectionPool().evictAll(); // nobody is connected any more
        rig.until(() -> rig.poe().arrivals(CHAT) == 1, () -> "Poe is not asked");
        gate.countDown();
        rig.until(() -> rig.gateway().census().jobs() == 0, () -> "runs on");
        Reply again = request(rig, "", Map.of("Idempotency-Key", "one"));
        assertEquals(id(created), id(again), "the same video");
        assertEquals("completed", again.json().path("status").asText());
        assertEquals(1, rig.poe().arrivals(CHAT));
        Reply other = request(rig, ",\"seconds\":4", Map.of("Idempotency-Key", "one"));
        assertEquals("idempotency_key_reused", other.errorCode());
    }

    @GatewayTest
    void aRefusedRequestDoesNotUseItsKeyUp(Rig rig) {
        Map<String, String> key = Map.of("Idempotency-Key", "two");
        assertEquals(400, request(rig, ",\"seconds\":\"soon\"", key).status());
        Reply created = request(rig, "", key);
        assertEquals(200, created.status());
        ended(rig, id(created));
    }

    @GatewayTest
    void wordsInPlaceOfAVideoAreItsError(Rig rig) {
        gate.countDown();
        rig.poe().enqueue(CHAT, answer("I will not film that.", gate));
        Reply failed = ended(rig, id(request(rig, "")));
        assertEquals("failed", failed.json().path("status").asText());
        assertTrue(
                failed.json().path("error").path("message").asText().contains("I will not film that."), failed::body);
        assertTrue(failed.json().path("completed_at").isNull());
        Reply content = readContent(rig, id(failed), Map.of());
        assertEquals("job_failed", content.errorCode());
        assertTrue(content.body().contains("I will not film that."), content::body);
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void aRefusalOfPoesIsTheErrorOfTheVideo(Rig rig) {
        Reply failed = ended(rig, id(rig.post(PATH, "{\"model\":\"error-402\",\"prompt\":\"a cat\"}")));
        assertEquals(
                "insufficient_quota", failed.json().path("error").path("code").asText(), failed::body);
    }

    @GatewayTest
    void whoeverDeletesAVideoStopsIt(Rig rig) {
        rig.poe().enqueue(CHAT, answer(link(rig, "2".repeat(64)), gate));
        Reply created = request(rig, "");
        rig.until(() -> rig.poe().arrivals(CHAT) == 1, () -> "Poe is not asked");
        JsonNode deleted = delete(rig, id(created)).json();
        assertEquals(
                "{\"id\":\"" + id(created) + "\",\"object\":\"video.deleted\",\"deleted\":true}", deleted.toString());
        rig.until(
                () -> rig.poe().census().hangUps() == 1,
                () -> "Poe goes on: " + rig.poe().census());
        rig.until(() -> rig.gateway().census().jobs() == 0, () -> "runs on");
        assertEquals(404, get(rig, id(created)).status());
        assertEquals(404, delete(rig, id(created)).status());
        gate.countDown();
    }

    @GatewayTest
    void videosAreListedByPagesTheNewestFirst(Rig rig) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(id(request(rig, "")));
        }
        ids.forEach(each -> ended(rig, each));
        JsonNode first = rig.get(PATH + "?limit=2").json();
        assertEquals(ids.reversed().subList(0, 2), listed(first));
        assertTrue(first.path("has_more").asBoolean());
        assertEquals(ids.get(2), first.path("first_id").asText());
        assertEquals(ids.get(1), first.path("last_id").asText());
        JsonNode rest = rig.get(PATH + "?after=" + ids.get(1)).json();
        assertEquals(ids.subList(0, 1), listed(rest));
        assertFalse(rest.path("has_more").asBoolean());
        assertEquals(ids, listed(rig.get(PATH + "?order=asc").json()));
        assertEquals(400, rig.get(PATH + "?order=up").status());
        assertEquals(400, rig.get(PATH + "?after=nothing").status());
    }

    @GatewayTest
    void anUnknownVideoIs404AndTheMessageSaysThatNoneSurvivesARestart(Rig rig) throws IOException {
        Reply created = request(rig, "");
        ended(rig, id(created));
        try (Gateway another = rig.gatewayWith(config -> config)) {
            Reply missing = rig.read(rig.caller()
                    .newCall(new Request.Builder()
                            .url(another.url() + PATH + "/" + id(created))
                            .build()));
            assertEquals(404, missing.status());
            assertEquals("job_not_found", missing.errorCode());
            assertTrue(missing.errorMessage().contains("60 minutes"), missing::body);
            assertTrue(missing.errorMessage().contains("do not survive a restart"), missing::body);
        }
        rig.advance(Duration.ofMinutes(61));
        assertEquals(404, get(rig, id(created)).status());
    }

    @GatewayTest
    void aDrainWaitsForVideosAndThenCutsThem(Rig rig) throws IOException {
        rig.poe().enqueue(CHAT, answer(link(rig, "3".repeat(64)), gate));
        Gateway stopping = rig.gatewayWith(config -> config);
        var created = rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(stopping.url() + PATH)
                        .post(RequestBody.create(
                                "{\"model\":\"sora-2\",\"prompt\":\"a cat\"}", MediaType.get("application/json")))
                        .build()));
        assertEquals(200, created.status(), created::body);
        rig.until(() -> rig.poe().arrivals(CHAT) == 1, () -> "Poe is not asked");
        rig.until(() -> stopping.census().openExchanges() == 0, () -> "still open: " + stopping.census());
        int waiting = stopping.census().tickerListeners();
        CompletableFuture<Integer> drained = CompletableFuture.supplyAsync(stopping::drain, Thread::startVirtualThread);
        rig.until(() -> stopping.census().tickerListeners() > waiting, () -> "does not wait: " + stopping.census());
        assertFalse(drained.isDone());
        rig.advance(Duration.ofSeconds(6));
        rig.until(() -> stopping.census().tickerListeners() > waiting, () -> "does not wait: " + stopping.census());
        rig.advance(Duration.ofSeconds(61));
        assertEquals(1, rig.await(drained));
        assertEquals(0, stopping.census().jobs());
        gate.countDown();
    }

    @GatewayTest(settings = "jobs.at-once-per-caller=1")
    void onlySoManyVideosMayBeUnderWay(Rig rig) {
        rig.poe().enqueue(CHAT, answer(link(rig, "4".repeat(64)), gate));
        Reply created = request(rig, "");
        Reply refused = request(rig, "", Map.of("Idempotency-Key", "three"));
        assertEquals(429, refused.status());
        assertTrue(refused.errorMessage().contains("jobs.at-once-per-caller"), refused::body);
        gate.countDown();
        ended(rig, id(created));
        rig.until(() -> rig.gateway().census().jobs() == 0, () -> "runs on");
        ended(rig, id(request(rig, "", Map.of("Idempotency-Key", "three"))));
    }

    @GatewayTest
    void aVideoIsCountedAndLoggedLikeARequest(Rig rig) {
        String id = id(request(rig, ""));
        ended(rig, id);
        rig.until(
                () -> rig.log(1).stream().anyMatch(line -> line.contains(id) && line.contains("\"method\":\"JOB\"")),
                () -> "" + rig.log(1));
        String metrics = rig.get("/metrics").body();
        assertTrue(metrics.contains("poe_gateway_jobs_active 0"), metrics);
        assertTrue(
                metrics.lines()
                        .anyMatch(each -> each.startsWith("gen_ai_client_operation_duration_seconds_count")
                                && each.contains("generate_content")
                                && each.contains("gen_ai_request_model=\"sora-2\"")),
                metrics);
    }

    private static void assertContent(Rig rig, String id, byte[] expected) throws IOException {
        try (Response response = rig.caller().newCall(content(rig, id).build()).execute()) {
            assertEquals(200, response.code());
            assertEquals("video/mp4", response.header("content-type"));
            assertEquals(Integer.toString(expected.length), response.header("content-length"));
            assertEquals("bytes", response.header("accept-ranges"));
            assertEquals("\"" + id + "\"", response.header("etag"));
            assertEquals("attachment; filename=\"" + id + ".mp4\"", response.header("content-disposition"));
            assertArrayEquals(expected, response.body().bytes());
        }
    }

    private static List<String> listed(JsonNode list) {
        List<String> ids = new ArrayList<>();
        list.path("data").forEach(video -> ids.add(video.path("id").asText()));
        return ids;
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String sent(Rig rig) {
        return new String(rig.poe().arrivals().getLast().body(), StandardCharsets.UTF_8);
    }
}
