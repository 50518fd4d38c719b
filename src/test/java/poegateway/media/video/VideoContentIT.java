package poegateway.media.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.media.video.VideoCalls.CHAT;
import static poegateway.media.video.VideoCalls.answer;
import static poegateway.media.video.VideoCalls.content;
import static poegateway.media.video.VideoCalls.ended;
import static poegateway.media.video.VideoCalls.id;
import static poegateway.media.video.VideoCalls.link;
import static poegateway.media.video.VideoCalls.readContent;
import static poegateway.media.video.VideoCalls.request;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import okhttp3.Headers;
import okhttp3.Response;
import poegateway.core.RequestPhase;
import poegateway.core.Ticker;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.answer.SampleVideo;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** What a model made is fetched, as a whole or in part, from a host that may misbehave. */
class VideoContentIT {
    private static final String NAME = "5".repeat(64);
    private static final String HOST_PATH = "/base/video/" + NAME;
    private static final byte[] FILM = SampleVideo.mp4(NAME);

    @GatewayTest
    void aPartIsWhatWasAskedFor(Rig rig) throws IOException {
        String id = made(rig);
        int last = FILM.length - 1;
        Map<String, List<Integer>> parts = new LinkedHashMap<>();
        parts.put("bytes=0-1", List.of(0, 1)); // what a player of Apple's asks first
        parts.put("bytes=100-199", List.of(100, 199));
        parts.put("bytes=100-", List.of(100, last));
        parts.put("bytes=-7", List.of(FILM.length - 7, last));
        parts.put("bytes=-999999", List.of(0, last));
        parts.put("bytes=" + last + "-999999999999999999", List.of(last, last));
        for (Map.Entry<String, List<Integer>> part : parts.entrySet()) {
            int from = part.getValue().getFirst();
            int to = part.getValue().getLast();
            try (Response response = fetched(rig, id, Map.of("range", part.getKey()))) {
                assertEquals(206, response.code(), part.getKey());
                assertEquals("bytes " + from + "-" + to + "/" + FILM.length, response.header("content-range"));
                assertEquals(Integer.toString(to - from + 1), response.header("content-length"));
                assertEquals("video/mp4", response.header("content-type"));
                assertArrayEquals(
                        Arrays.copyOfRange(FILM, from, to + 1), response.body().bytes());
            }
        }
    }

    @GatewayTest
    void aPartThatIsNotThereIs416AndTellsHowLongTheWholeIs(Rig rig) {
        Reply reply = readContent(rig, made(rig), Map.of("range", "bytes=" + FILM.length + "-"));
        assertEquals(416, reply.status());
        assertEquals("bytes */" + FILM.length, reply.header("content-range"));
        assertEquals("range_not_satisfiable", reply.errorCode());
    }

    @GatewayTest
    void whatIsNoPartIsTheWhole(Rig rig) throws IOException {
        String id = made(rig);
        for (String odd : List.of("bytes=0-1,5-6", "bytes=5-2", "bytes=-", "lines=1-2", "bytes=x-", "bytes=1-2x")) {
            assertWhole(rig, id, Map.of("range", odd));
        }
        assertWhole(rig, id, Map.of("range", "bytes=0-1", "if-range", "\"another\""));
        assertWhole(rig, id, Map.of("range", "bytes=0-1", "if-range", "Sun, 29 Nov 2026 00:00:00 GMT"));
        try (Response part = fetched(rig, id, Map.of("range", "bytes=0-1", "if-range", "\"" + id + "\""))) {
            assertEquals(206, part.code());
        }
        rig.poe().enqueue(HOST_PATH, film(200, Map.of(), FILM, Mishap.NONE)); // a host that knows no parts
        assertWhole(rig, id, Map.of("range", "bytes=0-1"));
    }

    @GatewayTest(settings = "media.video-limit=64KiB")
    void aHostThatMisbehavesIsAnErrorThatNamesTheLink(Rig rig) {
        String id = made(rig);
        Map<String, Script> hosts = new LinkedHashMap<>();
        hosts.put("no MP4 or WebM", Scripts.whole(200, "video/mp4", "<html>Sign in</html>", Map.of()));
        hosts.put("leads to another one", Scripts.redirect("https://169.254.169.254/latest"));
        hosts.put("status 403", Scripts.whole(403, "text/plain", "no", Map.of()));
        hosts.put("it is empty", Scripts.whole(200, "video/mp4", "", Map.of()));
        hosts.put("larger than", film(200, Map.of(), new byte[100_000], Mishap.NONE));
        for (Map.Entry<String, Script> host : hosts.entrySet()) {
            rig.poe().enqueue(HOST_PATH, host.getValue());
            Reply reply = readContent(rig, id, Map.of());
            assertEquals(502, reply.status(), reply::body);
            assertEquals("media_fetch_failed", reply.errorCode());
            assertTrue(reply.errorMessage().contains(host.getKey()), reply::body);
            assertTrue(reply.errorMessage().contains(link(rig, NAME)), reply::body);
        }
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void aHostThatSendsAnotherPartThanItWasAskedForIsNotBelieved(Rig rig) {
        String id = made(rig);
        byte[] two = {1, 2};
        List<Script> hosts = List.of(
                film(206, Map.of("content-range", "bytes 5-6/100"), two, Mishap.NONE),
                film(206, Map.of("content-range", "bytes 0-6/100"), two, Mishap.NONE),
                film(206, Map.of("content-range", "nonsense"), two, Mishap.NONE),
                film(206, Map.of(), two, Mishap.NONE),
                Scripts.whole(206, "text/html", "ab", Map.of("content-range", "bytes 0-1/100")));
        for (Script host : hosts) {
            rig.poe().enqueue(HOST_PATH, host);
            Reply reply = readContent(rig, id, Map.of("range", "bytes=0-1"));
            assertEquals("media_fetch_failed", reply.errorCode(), reply::body);
        }
        rig.poe().enqueue(HOST_PATH, film(206, Map.of("content-range", "bytes 0-1/100"), two, Mishap.NONE));
        assertEquals("media_fetch_failed", readContent(rig, id, Map.of()).errorCode(), "no part was asked for");
    }

    @GatewayTest(settings = "media.video-limit=300KiB")
    void whatBreaksOrNeverEndsIsCutAndDoesNotLookWhole(Rig rig) {
        String id = made(rig);
        rig.poe().enqueue(HOST_PATH, film(200, Map.of(), FILM, new Mishap.CloseMidBody(1)));
        assertThrows(IOException.class, () -> bytes(rig, id));
        Script.Piece more = new Script.Piece(new byte[16 * 1024], Pause.NONE);
        Script.Piece first = new Script.Piece(FILM, Pause.NONE);
        List<Script.Piece> pieces = new ArrayList<>(Collections.nCopies(100, more));
        pieces.addFirst(first);
        rig.poe()
                .enqueue(
                        HOST_PATH,
                        new Script(
                                200, Map.of("content-type", "video/mp4"), Script.Framing.CHUNKED, pieces, Mishap.NONE));
        assertThrows(IOException.class, () -> bytes(rig, id));
    }

    @GatewayTest
    void aHostThatFallsSilentIsLeft(Rig rig) {
        String id = made(rig);
        rig.poe().enqueue(HOST_PATH, film(200, Map.of(), FILM, new Mishap.HangBeforeHead()));
        CompletableFuture<Reply> reply =
                CompletableFuture.supplyAsync(() -> readContent(rig, id, Map.of()), Thread::startVirtualThread);
        rig.awaitPhase(RequestPhase.FETCHING_MEDIA);
        rig.until(() -> rig.poe().arrivals(HOST_PATH) == 1, () -> "the host is not asked");
        rig.advance(Duration.ofSeconds(61));
        assertTrue(rig.await(reply).errorMessage().contains("media.fetch-timeout"));
    }

    @GatewayTest
    void aCallerWhoLeavesHangsUpOnTheHost(Rig rig) throws IOException {
        String id = made(rig);
        CountDownLatch never = new CountDownLatch(1);
        Script.Piece first = new Script.Piece(FILM, Pause.NONE);
        Script.Piece later = new Script.Piece(FILM, never::await);
        rig.poe()
                .enqueue(
                        HOST_PATH,
                        new Script(
                                200,
                                Map.of("content-type", "video/mp4"),
                                Script.Framing.CHUNKED,
                                List.of(first, later),
                                Mishap.NONE));
        CompletableFuture<IOException> left = CompletableFuture.supplyAsync(
                () -> {
                    var call = rig.newCaller().newCall(content(rig, id).build());
                    Ticker.Registration leaving = rig.onTick(now -> {
                        if (rig.poe().arrivals(HOST_PATH) == 1) {
                            call.cancel();
                        }
                    });
                    try {
                        return assertThrows(
                                IOException.class, () -> call.execute().body().bytes());
                    } finally {
                        leaving.close();
                    }
                },
                Thread::startVirtualThread);
        rig.await(left);
        rig.until(
                () -> rig.poe().census().hangUps() == 1,
                () -> "the host goes on: " + rig.poe().census());
        never.countDown();
    }

    @GatewayTest
    void aVideoAtAHostThatIsNotAllowedIsNotFetchedAndItsLinkIsTold(Rig rig) {
        CountDownLatch open = new CountDownLatch(0);
        rig.poe().enqueue(CHAT, answer("https://169.254.169.254/cat.mp4", open));
        Reply done = ended(rig, id(request(rig, "")));
        assertEquals("completed", done.json().path("status").asText(), done::body);
        Reply content = readContent(rig, id(done), Map.of());
        assertEquals("media_fetch_failed", content.errorCode());
        assertTrue(content.errorMessage().contains("media.hosts"), content::body);
        assertTrue(content.errorMessage().contains("https://169.254.169.254/cat.mp4"), content::body);
    }

    private static String made(Rig rig) {
        rig.poe().enqueue(CHAT, answer(link(rig, NAME), new CountDownLatch(0)));
        Reply done = ended(rig, id(request(rig, "")));
        assertEquals("completed", done.json().path("status").asText(), done::body);
        return id(done);
    }

    private static void assertWhole(Rig rig, String id, Map<String, String> headers) throws IOException {
        try (Response response = fetched(rig, id, headers)) {
            assertEquals(200, response.code(), headers::toString);
            assertNull(response.header("content-range"));
            assertArrayEquals(FILM, response.body().bytes());
        }
    }

    private static byte[] bytes(Rig rig, String id) throws IOException {
        try (Response response = fetched(rig, id, Map.of())) {
            return response.body().bytes();
        }
    }

    private static Response fetched(Rig rig, String id, Map<String, String> headers) throws IOException {
        return rig.caller()
                .newCall(content(rig, id).headers(Headers.of(headers)).build())
                .execute();
    }

    private static Script film(int status, Map<String, String> more, byte[] bytes, Mishap mishap) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("content-type", "video/mp4");
        int half = bytes.length / 2;
        return new Script(
                status,
                headers,
                Script.Framing.CONTENT_LENGTH,
                List.of(
                        new Script.Piece(Arrays.copyOf(bytes, half), Pause.NONE),
                        new Script.Piece(Arrays.copyOfRange(bytes, half, bytes.length), Pause.NONE)),
                mishap);
    }
}
