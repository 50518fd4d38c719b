package poegateway.media.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.media.video.VideoCalls.CHAT;
import static poegateway.media.video.VideoCalls.answer;
import static poegateway.media.video.VideoCalls.content;
import static poegateway.media.video.VideoCalls.ended;
import static poegateway.media.video.VideoCalls.id;
import static poegateway.media.video.VideoCalls.link;
import static poegateway.media.video.VideoCalls.request;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.parallel.Isolated;
import poegateway.rig.Eventually;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.answer.SampleVideo;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;

/** Videos on their way are not in memory. By the property videos.megabytes each is longer than in the everyday run. */
@Isolated("the heap of the process is measured")
class VideoMemoryIT {
    private static final int DOWNLOADS = 200;
    private static final int MEGABYTE = 1024 * 1024;
    /** So many may wait in the gateway for more. */
    private static final int GATHERED_BYTES = 64 * 1024;

    /** The simulator copies what it sends, piece by piece. */
    private static final int PIECE_BYTES = 16 * 1024;

    private static final long RISE_MAX = 64L * MEGABYTE;
    private static final String NAME = "6".repeat(64);

    private final int megabytes = Integer.getInteger("videos.megabytes", 1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicLong received = new AtomicLong();

    @GatewayTest(
            transport = Transport.H1,
            settings = {"server.connections=1000", "server.connections-per-address=1000"})
    void twoHundredDownloadsAtOnceHoldLittleMemory(Rig rig) {
        rig.poe().enqueue(CHAT, answer(link(rig, NAME), new CountDownLatch(0)));
        String id = id(ended(rig, id(request(rig, ""))));
        Script film = film();
        for (int i = 0; i < DOWNLOADS; i++) {
            rig.poe().enqueue("/base/video/" + NAME, film);
        }
        long before = usedAfterCollection();
        List<CompletableFuture<Long>> downloads = new ArrayList<>();
        for (int i = 0; i < DOWNLOADS; i++) {
            downloads.add(CompletableFuture.supplyAsync(() -> download(rig, id), Thread::startVirtualThread));
        }
        long held = (long) DOWNLOADS * (megabytes * (long) MEGABYTE - GATHERED_BYTES);
        Eventually.holds(
                Duration.ofMinutes(9),
                () -> received.get() >= held,
                () -> received.get() + " of " + held + " bytes came");
        long rise = usedAfterCollection() - before;
        gate.countDown();
        downloads.forEach(
                each -> assertEquals(megabytes * (long) MEGABYTE + SampleVideo.mp4(NAME).length, rig.await(each)));
        assertTrue(rise < RISE_MAX, () -> "used heap rose by " + rise + " bytes");
    }

    private long download(Rig rig, String id) {
        long count = 0;
        OkHttpClient patient =
                rig.caller().newBuilder().readTimeout(Duration.ZERO).build();
        try (Response response = patient.newCall(content(rig, id).build()).execute();
                InputStream in = response.body().byteStream()) {
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count += read;
                received.addAndGet(read);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return count;
    }

    /** All pieces but the last share their bytes, so that the simulator holds nothing; the last waits until heap was looked at. */
    private Script film() {
        byte[] piece = new byte[PIECE_BYTES];
        List<Script.Piece> pieces = new ArrayList<>();
        pieces.add(new Script.Piece(SampleVideo.mp4(NAME), Pause.NONE));
        pieces.addAll(Collections.nCopies(megabytes * (MEGABYTE / PIECE_BYTES), new Script.Piece(piece, Pause.NONE)));
        pieces.add(new Script.Piece(new byte[0], gate::await));
        return new Script(200, Map.of("content-type", "video/mp4"), Script.Framing.CHUNKED, pieces, Mishap.NONE);
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
