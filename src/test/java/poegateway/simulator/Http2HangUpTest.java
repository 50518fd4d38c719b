package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import poegateway.simulator.FramePeer.Frame;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;

@Timeout(60)
@ExtendWith(QuietLogs.class)
class Http2HangUpTest {
    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MANY = 500;

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final SimulatedPoe poe = WireScripts.tls(WireScripts.ECHO);

    enum Leaving {
        RST_STREAM,
        CLOSE,
        RESET,
        GOAWAY_THEN_CLOSE;

        void leave(FramePeer peer, int stream) throws IOException {
            switch (this) {
                case RST_STREAM -> peer.send(FramePeer.RST_STREAM, 0, stream, number(ErrorCode.CANCEL_STREAM_ERROR));
                case CLOSE -> peer.close();
                case RESET -> peer.reset();
                case GOAWAY_THEN_CLOSE -> {
                    peer.send(FramePeer.GOAWAY, 0, 0, new byte[8]);
                    peer.close();
                }
            }
        }

        private static byte[] number(ErrorCode code) {
            return new byte[] {0, 0, 0, (byte) code.code};
        }
    }

    @AfterEach
    void closingLeavesNothing() throws Exception {
        poe.close();
        assertEquals(0, poe.threadsRunning());
        assertEquals(0, poe.census().openConnections());
        assertEquals(0, poe.census().openRequests());
        ClosedServer.assertServesNobody(poe, () -> new FramePeer(poe));
        assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("simulated-poe"))
                        .toList());
    }

    /** A gate that never opens and notes that it was left. */
    private void shut() throws InterruptedException {
        waiting.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    @ParameterizedTest
    @EnumSource(Leaving.class)
    void aPeerThatLeavesInAPauseIsSeen(Leaving leaving) throws Exception {
        Script script = WireScripts.chunked("first");
        List<Script.Piece> pieces = List.of(WireScripts.piece("first"), new Script.Piece(new byte[1], this::shut));
        poe.enqueue(new Script(200, script.headers(), script.framing(), pieces, Mishap.NONE));
        try (FramePeer peer = new FramePeer(poe).post(1)) {
            assertEquals(FramePeer.HEADERS, peer.next().type());
            assertEquals("first", peer.next().text());
            assertTrue(waiting.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS)); // else the write before it may fail
            leaving.leave(peer, 1);
            assertTrue(interrupted.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS));
            assertTrue(poe.awaitOpen(0, MOMENT));
            assertEquals(1, poe.census().hangUps());
        }
        assertTrue(poe.await(census -> census.openConnections() == 0, MOMENT));
    }

    @ParameterizedTest
    @EnumSource(Leaving.class)
    void aPeerThatLeavesBeforeTheHeadIsSeen(Leaving leaving) throws Exception {
        poe.enqueue(WireScripts.whole("never").with(new Mishap.HangBeforeHead()));
        try (FramePeer peer = new FramePeer(poe).post(1)) {
            assertTrue(poe.awaitArrivals(1, SOON));
            leaving.leave(peer, 1);
            assertTrue(poe.awaitOpen(0, MOMENT));
            assertEquals(1, poe.census().hangUps());
        }
        assertTrue(poe.await(census -> census.openConnections() == 0, MOMENT));
    }

    @ParameterizedTest
    @EnumSource(Leaving.class)
    void aPeerThatGrantsNoWindowHoldsTheReplyAndIsSeenLeaving(Leaving leaving) throws Exception {
        poe.enqueue(WireScripts.chunked().with(new Mishap.EndlessLine(0, 1 << 30)));
        try (FramePeer peer = new FramePeer(poe).post(1)) {
            int seen = 0;
            for (Frame frame = peer.next(); seen < 65_535; frame = peer.next()) {
                seen += frame.type() == FramePeer.DATA ? frame.payload().length : 0;
                if (seen == 65_535) {
                    break;
                }
            }
            leaving.leave(peer, 1);
            assertTrue(poe.awaitOpen(0, MOMENT));
            assertEquals(1, poe.census().hangUps());
            assertTrue(poe.census().bytesSent() <= 65_535);
        }
    }

    @Test
    void otherStreamsGoOnWhenOneIsCancelled() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        poe.enqueue(WireScripts.gated(gate, "first", "second"));
        try (FramePeer peer = new FramePeer(poe).post(1)) {
            peer.next();
            peer.next();
            poe.enqueue(WireScripts.whole("never").with(new Mishap.HangBeforeHead()));
            peer.post(3);
            assertTrue(poe.awaitArrivals(2, SOON));
            Leaving.RST_STREAM.leave(peer, 3);
            assertTrue(poe.awaitOpen(1, MOMENT));
            gate.countDown();
            assertEquals("second", peer.next().text());
            assertTrue(peer.last().endsStream());
        }
    }

    @Test
    void aPeerThatHasItAllDidNotHangUp() throws Exception {
        for (int i = 1; i <= 40; i++) {
            poe.enqueue(WireScripts.chunked("all"));
            try (FramePeer peer = new FramePeer(poe).post(1)) {
                peer.last();
            }
        }
        assertTrue(poe.await(census -> census.openConnections() == 0, SOON));
        assertEquals(40, poe.census().arrivals());
        assertEquals(0, poe.census().hangUps());
    }

    @Test
    void manyStreamsShareAConnectionAndAllAreSeenLeaving() throws Exception {
        try (FramePeer peer = new FramePeer(poe)) {
            for (int i = 0; i < MANY; i++) {
                poe.enqueue(WireScripts.chunked("first", "second").with(new Mishap.HangMidBody(1)));
                peer.post(2 * i + 1);
            }
            for (int firsts = 0; firsts < MANY; ) {
                firsts += peer.next().type() == FramePeer.DATA ? 1 : 0;
            }
            assertTrue(poe.awaitOpen(MANY, SOON));
            for (int i = 0; i < MANY / 2; i++) {
                Leaving.RST_STREAM.leave(peer, 2 * i + 1);
            }
            assertTrue(poe.awaitOpen(MANY / 2, MOMENT));
        }
        assertTrue(poe.awaitOpen(0, MOMENT));
        assertEquals(MANY, poe.census().hangUps());
        assertTrue(poe.await(census -> census.openConnections() == 0, MOMENT));
    }

    @Test
    void closingEndsWhatHangs() throws Exception {
        poe.enqueue(WireScripts.chunked("first", "second").with(new Mishap.HangMidBody(1)));
        try (FramePeer peer = new FramePeer(poe).post(1);
                FramePeer idle = new FramePeer(poe)) {
            peer.next();
            peer.next();
            poe.close();
            peer.end();
            idle.end();
        }
    }
}
