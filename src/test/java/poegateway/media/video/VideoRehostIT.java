package poegateway.media.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.media.video.VideoCalls.CHAT;
import static poegateway.media.video.VideoCalls.answer;
import static poegateway.media.video.VideoCalls.content;
import static poegateway.media.video.VideoCalls.delete;
import static poegateway.media.video.VideoCalls.ended;
import static poegateway.media.video.VideoCalls.id;
import static poegateway.media.video.VideoCalls.link;
import static poegateway.media.video.VideoCalls.readContent;
import static poegateway.media.video.VideoCalls.request;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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

/** Videos that the gateway keeps itself, and those that it cannot. */
class VideoRehostIT {
    private static final String NAME = "6".repeat(64);
    private static final String HOST_PATH = "/base/video/" + NAME;
    private static final byte[] FILM = SampleVideo.mp4(NAME);

    @GatewayTest(settings = "media.rehost=on")
    void aVideoIsFetchedOnceAndHandedOnWhenItsHostHasItNoMore(Rig rig) throws IOException {
        String id = made(rig);
        assertKept(rig, 1);
        for (int i = 0; i < 2; i++) {
            try (Response whole = fetched(rig, id, Map.of())) {
                assertEquals(200, whole.code());
                assertEquals("video/mp4", whole.header("content-type"));
                assertEquals("\"" + id + "\"", whole.header("etag"));
                assertArrayEquals(FILM, whole.body().bytes());
            }
        }
        try (Response part = fetched(rig, id, Map.of("range", "bytes=-7"))) {
            assertEquals(206, part.code());
            assertEquals(
                    "bytes " + (FILM.length - 7) + "-" + (FILM.length - 1) + "/" + FILM.length,
                    part.header("content-range"));
            assertArrayEquals(
                    Arrays.copyOfRange(FILM, FILM.length - 7, FILM.length),
                    part.body().bytes());
        }
        Reply outside = readContent(rig, id, Map.of("range", "bytes=" + FILM.length + "-"));
        assertEquals(416, outside.status());
        assertEquals("bytes */" + FILM.length, outside.header("content-range"));
        assertEquals(1, rig.poe().arrivals(HOST_PATH));
        assertEquals(200, delete(rig, id).status());
        assertKept(rig, 0);
    }

    @GatewayTest(settings = {"media.rehost=on", "media.video-limit=64KiB"})
    void aHostileHostLeavesNothingAndItsVideoIsStillThere(Rig rig) throws IOException {
        Map<String, Script> hosts = new LinkedHashMap<>();
        hosts.put("wrong type", Scripts.whole(200, "video/mp4", "<html>Sign in</html>", Map.of()));
        hosts.put("elsewhere", Scripts.redirect("https://169.254.169.254/latest"));
        hosts.put("forbidden", Scripts.whole(403, "text/plain", "no", Map.of()));
        hosts.put("empty", Scripts.whole(200, "video/mp4", "", Map.of()));
        hosts.put("shorter than it says", film(Script.Framing.CONTENT_LENGTH, 1, new Mishap.CloseMidBody(1)));
        hosts.put("endless", film(Script.Framing.CHUNKED, 100, Mishap.NONE));
        for (Map.Entry<String, Script> host : hosts.entrySet()) {
            rig.poe().enqueue(HOST_PATH, host.getValue());
            String id = made(rig);
            assertKept(rig, 0);
            try (Response later = fetched(rig, id, Map.of())) {
                assertArrayEquals(FILM, later.body().bytes(), host.getKey());
            }
        }
        assertEquals(hosts.size(), rig.poe().arrivals(CHAT));
    }

    @GatewayTest(settings = {"media.rehost=on", "vault.folder=/proc/poe-gateway/vault"})
    void aDiskThatTakesNothingCostsNothingButTheCopy(Rig rig) throws IOException {
        rig.expectAlarm("The vault cannot be written");
        String id = made(rig);
        try (Response whole = fetched(rig, id, Map.of())) {
            assertArrayEquals(FILM, whole.body().bytes());
        }
    }

    private static String made(Rig rig) {
        rig.poe().enqueue(CHAT, answer(link(rig, NAME), new CountDownLatch(0)));
        Reply done = ended(rig, id(request(rig, "")));
        assertEquals("completed", done.json().path("status").asText(), done::body);
        return id(done);
    }

    private static Response fetched(Rig rig, String id, Map<String, String> headers) throws IOException {
        return rig.caller()
                .newCall(content(rig, id).headers(Headers.of(headers)).build())
                .execute();
    }

    private static Script film(Script.Framing framing, int more, Mishap mishap) {
        Script.Piece again = new Script.Piece(new byte[16 * 1024], Pause.NONE);
        List<Script.Piece> pieces = new ArrayList<>(Collections.nCopies(more, again));
        pieces.addFirst(new Script.Piece(FILM, Pause.NONE));
        return new Script(200, Map.of("content-type", "video/mp4"), framing, pieces, mishap);
    }

    private static void assertKept(Rig rig, int files) {
        String detail = rig.get("/health")
                .json()
                .path("parts")
                .path("vault")
                .path("detail")
                .asText();
        assertTrue(detail.startsWith("files kept: " + files + ","), detail);
    }
}
