package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;

@Timeout(60)
@ExtendWith(QuietLogs.class)
class Http1HangUpTest {
    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MANY = 500;
    private static final long MUCH_BYTES = 1L << 30;

    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO);

    enum Leaving {
        CLOSE,
        RESET,
        HALF_CLOSE;

        void leave(RawPeer peer) throws IOException {
            switch (this) {
                case CLOSE -> peer.close();
                case RESET -> peer.reset();
                case HALF_CLOSE -> peer.halfClose();
            }
        }
    }

    @AfterEach
    void closingLeavesNothing() throws Exception {
        poe.close();
        assertEquals(0, poe.threadsRunning());
        assertEquals(0, poe.census().openConnections());
        assertEquals(0, poe.census().openRequests());
        ClosedServer.assertServesNobody(poe, () -> new RawPeer(poe));
    }

    /** A gate that never opens and notes that it was left. */
    private void shut() throws InterruptedException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    private Script shutAfter(String first) {
        Script script = WireScripts.chunked(first);
        List<Script.Piece> pieces = List.of(WireScripts.piece(first), new Script.Piece(new byte[1], this::shut));
        return new Script(200, script.headers(), script.framing(), pieces, Mishap.NONE);
    }

    @ParameterizedTest
    @EnumSource(Leaving.class)
    void aPeerThatLeavesInAPauseIsSeen(Leaving leaving) throws Exception {
        poe.enqueue(shutAfter("first"));
        try (RawPeer peer = new RawPeer(poe)) {
            peer.post("").readTo("first");
            leaving.leave(peer);
            assertTrue(interrupted.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS));
            assertTrue(poe.awaitOpen(0, MOMENT));
            assertEquals(1, poe.census().hangUps());
        }
    }

    @ParameterizedTest
    @EnumSource(Leaving.class)
    void aPeerThatLeavesBeforeTheHeadIsSeen(Leaving leaving) throws Exception {
        poe.enqueue(WireScripts.whole("never").with(new Mishap.HangBeforeHead()));
        try (RawPeer peer = new RawPeer(poe)) {
            peer.post("");
            assertTrue(poe.awaitArrivals(1, SOON));
            assertEquals(1, poe.census().openRequests());
            leaving.leave(peer);
            assertTrue(poe.await(census -> census.openRequests() == 0 && census.openConnections() == 0, MOMENT));
            assertEquals(1, poe.census().hangUps());
        }
    }

    @ParameterizedTest
    @EnumSource(Leaving.class)
    void aPeerThatDoesNotReadHoldsTheReplyAndIsSeenLeaving(Leaving leaving) throws Exception {
        poe.enqueue(WireScripts.chunked().with(new Mishap.EndlessLine(0, MUCH_BYTES)));
        try (RawPeer peer = new RawPeer(poe)) {
            peer.post("").readTo("xxx");
            assertTrue(standsStill());
            leaving.leave(peer);
            assertTrue(poe.awaitOpen(0, MOMENT));
            assertEquals(1, poe.census().hangUps());
            assertTrue(
                    poe.census().bytesSent() < MUCH_BYTES / 4,
                    () -> poe.census().toString());
        }
    }

    /** Whether nothing was sent for half a second, though a GiB waits to be. */
    private boolean standsStill() throws InterruptedException {
        long before = -1;
        Duration half = Duration.ofMillis(500);
        while (poe.census().bytesSent() != before) {
            before = poe.census().bytesSent();
            long seen = before;
            poe.await(census -> census.bytesSent() > seen + MUCH_BYTES / 8, half);
        }
        return before < MUCH_BYTES;
    }

    @Test
    void aPeerThatLeavesInItsOwnBodyIsSeenAndDidNotArrive() throws Exception {
        try (RawPeer peer = new RawPeer(poe)) {
            peer.send("POST /v1/x HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf");
            assertTrue(poe.awaitOpen(1, SOON));
            Leaving.CLOSE.leave(peer);
            assertTrue(poe.awaitOpen(0, MOMENT));
            assertEquals(1, poe.census().hangUps());
            assertEquals(0, poe.census().arrivals());
        }
    }

    @Test
    void aPeerThatHasItAllDidNotHangUp() throws Exception {
        for (int i = 1; i <= 300; i++) {
            poe.enqueue(i % 2 == 0 ? WireScripts.whole("all") : WireScripts.chunked("all"));
            try (RawPeer peer = new RawPeer(poe)) {
                peer.post("").readTo(i % 2 == 0 ? "all" : "0\r\n\r\n");
            }
        }
        assertTrue(poe.await(census -> census.openConnections() == 0, SOON));
        assertEquals(300, poe.census().arrivals());
        assertEquals(0, poe.census().hangUps());
    }

    @Test
    void manyStreamsAreOpenAtOnceAndAllAreSeenLeaving() throws Exception {
        List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            poe.enqueue(WireScripts.chunked("first", "second").with(new Mishap.HangMidBody(1)));
            RawPeer peer = new RawPeer(poe).post("");
            peers.add(peer);
        }
        for (RawPeer peer : peers) {
            peer.readTo("first");
        }
        assertTrue(poe.awaitOpen(MANY, SOON));
        for (RawPeer peer : peers) {
            peer.close();
        }
        assertTrue(poe.await(census -> census.openRequests() == 0 && census.openConnections() == 0, MOMENT));
        assertEquals(MANY, poe.census().hangUps());
    }

    @Test
    void closingEndsWhatHangs() throws Exception {
        poe.enqueue(WireScripts.chunked("first", "second").with(new Mishap.HangMidBody(1)));
        poe.enqueue(WireScripts.whole("never").with(new Mishap.HangBeforeHead()));
        try (RawPeer talking = new RawPeer(poe);
                RawPeer silent = new RawPeer(poe);
                RawPeer idle = new RawPeer(poe)) {
            talking.post("").readTo("first");
            silent.post("");
            assertTrue(poe.await(census -> census.openConnections() == 3 && census.arrivals() == 2, SOON));
            poe.close();
            assertEquals("", silent.readAll());
            assertEquals("", idle.readAll());
        }
    }
}
