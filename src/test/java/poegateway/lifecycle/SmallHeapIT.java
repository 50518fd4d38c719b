package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import poegateway.rig.ChatDialect;
import poegateway.rig.LargePoe;
import poegateway.rig.Program;

/**
 * More than a small heap holds, all at once, against the program itself: everybody gets an answer, nobody whose request
 * was paid for is told to send it again, and the heap suffices. {@code -Dpoe.memory=full} asks for the whole of it.
 */
@Timeout(300)
class SmallHeapIT {
    private static final boolean FULL = "full".equals(System.getProperty("poe.memory"));
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int BODY_BYTES = 5 * MEBIBYTE;
    private static final int REPLY_BYTES = 40 * MEBIBYTE;
    private static final int EVENT_BYTES = 15 * MEBIBYTE;
    private static final int BODIES = FULL ? 200 : 60;
    private static final int REPLIES = FULL ? 16 : 6;
    private static final int STREAMS = FULL ? 20 : 6;

    @TempDir
    Path folder = Path.of("");

    private final OkHttpClient client = new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .readTimeout(Duration.ofSeconds(90))
            .writeTimeout(Duration.ofSeconds(90))
            .build();

    /** What one caller saw; the beginning and the end are of the body. */
    private record Seen(String id, String kind, int status, String retry, long bytes, String end) {
        boolean served() {
            return status == 200 && !end.contains("\"error\"");
        }
    }

    @Test
    void moreThanTheHeapHoldsIsAnsweredAndNothingThatWasPaidIsToBeSentAgain() throws Exception {
        List<String> java = List.of("-Xmx128m", "-XX:+UseG1GC");
        Map<String, String> key = Map.of("POE_API_KEY", "test-key");
        try (LargePoe poe = new LargePoe(REPLY_BYTES, EVENT_BYTES);
                Program program = Program.start(
                        folder,
                        java,
                        key,
                        "--port",
                        "0",
                        "--poe.source=poe",
                        "--upstream.connect-timeout=60s",
                        "--poe.base-url=" + poe.baseUrl())) {
            URI url = program.awaitReady();
            List<Seen> all = askAllAtOnce(url, BODIES, REPLIES, STREAMS);
            assertEquals(BODIES + REPLIES + STREAMS, all.size());
            all.forEach(seen -> assertAnswered(seen, poe));
            assertTrue(all.stream().anyMatch(seen -> seen.kind.equals("body") && seen.served()), () -> summary(all));
            Seen after = ask(url, "after", "small", RequestBody.create(ChatDialect.CHAT.body("small", false), json()));
            assertTrue(after.served(), after::toString);
            program.terminate();
            String log = program.awaitEnd();
            assertFalse(log.contains("OutOfMemory") || log.contains("out of memory"), log);
        }
    }

    @Test
    void eventsThatFitIntoHalfOfTheBudgetAreNotLostOncePoeWasAskedHoweverManyComeAtOnce() throws Exception {
        List<String> java = List.of("-Xmx512m", "-XX:+UseG1GC");
        Map<String, String> key = Map.of("POE_API_KEY", "test-key");
        try (LargePoe poe = new LargePoe(REPLY_BYTES, EVENT_BYTES);
                Program program = Program.start(
                        folder,
                        java,
                        key,
                        "--port",
                        "0",
                        "--poe.source=poe",
                        "--upstream.connect-timeout=60s",
                        "--poe.base-url=" + poe.baseUrl())) {
            URI url = program.awaitReady();
            List<Seen> all = askAllAtOnce(url, 0, 0, STREAMS);
            assertTrue(all.stream().allMatch(seen -> seen.served() || !poe.wasAsked(seen.id)), () -> summary(all));
            List<Seen> served = all.stream().filter(Seen::served).toList();
            assertTrue(served.size() > STREAMS / 2, () -> summary(all));
            assertTrue(served.stream().allMatch(seen -> seen.bytes > EVENT_BYTES), () -> summary(all));
        }
    }

    private List<Seen> askAllAtOnce(URI url, int bodies, int replies, int streams) throws InterruptedException {
        RequestBody large = RequestBody.create(
                ChatDialect.CHAT.body("small", false).replace("hello", "A".repeat(BODY_BYTES)), json());
        ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < bodies; i++) {
            String id = "body-" + i;
            callers.add(Thread.startVirtualThread(() -> seen.add(ask(url, id, "body", large))));
        }
        for (int i = 0; i < replies; i++) {
            String id = "reply-" + i;
            RequestBody body = RequestBody.create(ChatDialect.CHAT.body("large-reply", false), json());
            callers.add(Thread.startVirtualThread(() -> seen.add(ask(url, id, "reply", body))));
        }
        for (int i = 0; i < streams; i++) {
            String id = "stream-" + i;
            RequestBody body = RequestBody.create(ChatDialect.CHAT.body("large-event", true), json());
            callers.add(Thread.startVirtualThread(() -> seen.add(ask(url, id, "stream", body))));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        return List.copyOf(seen);
    }

    private static void assertAnswered(Seen seen, LargePoe poe) {
        if (seen.served()) {
            assertTrue(!seen.kind.equals("stream") || seen.end.endsWith("data: [DONE]\n\n"), seen::toString);
        } else if (poe.wasAsked(seen.id)) {
            assertTrue(seen.status == 503 || seen.status == 200, seen::toString);
            assertTrue(seen.status == 200 || seen.retry.equals("false"), seen::toString);
            assertTrue(seen.end.contains("gateway_reply_dropped"), seen::toString);
        } else {
            assertEquals(503, seen.status, seen::toString);
            assertTrue(seen.end.contains("gateway_overloaded"), seen::toString);
        }
    }

    private Seen ask(URI url, String id, String kind, RequestBody body) {
        Request request = new Request.Builder()
                .url(url + "/v1/chat/completions")
                .header("x-request-id", id)
                .post(body)
                .build();
        try (Response response = client.newCall(request).execute()) {
            InputStream in = response.body().byteStream();
            byte[] piece = new byte[64 * 1024];
            StringBuilder end = new StringBuilder();
            long bytes = 0;
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                bytes += read;
                end.append(new String(piece, 0, read, java.nio.charset.StandardCharsets.UTF_8));
                end.delete(0, Math.max(0, end.length() - 600));
            }
            String retry = response.header("x-should-retry", "");
            return new Seen(id, kind, response.code(), retry, bytes, end.toString());
        } catch (IOException cut) {
            return new Seen(id, kind, 0, "", 0, cut.toString());
        }
    }

    private static String summary(List<Seen> all) {
        Map<String, Long> counts = new java.util.TreeMap<>();
        all.forEach(seen -> counts.merge(
                seen.kind + " " + seen.status + (seen.served() ? " served" : " not served"), 1L, Long::sum));
        return counts.toString();
    }

    private static MediaType json() {
        return MediaType.get("application/json");
    }
}
