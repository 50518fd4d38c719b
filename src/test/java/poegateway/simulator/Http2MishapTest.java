package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.eclipse.jetty.http2.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import poegateway.simulator.FramePeer.Frame;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.wire.Arrival;

@Timeout(60)
@ExtendWith(QuietLogs.class)
class Http2MishapTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Script THREE = WireScripts.chunked("one", "two", "three");

    private final List<Duration> slept = new CopyOnWriteArrayList<>();
    private final SimulatedPoe poe = SimulatedPoe.start(
            SimulatedPoe.Options.of(SimulatedPoe.Transport.TLS_H2, slept::add), WireScripts.ECHO, WireScripts::read);

    @AfterEach
    void theBooksAreClosedAndNobodyHungUp() throws Exception {
        assertTrue(poe.await(census -> census.openRequests() == 0 && census.openConnections() == 0, SOON));
        assertEquals(0, poe.census().hangUps());
        poe.close();
    }

    private FramePeer asked(Script script, Mishap mishap) throws IOException {
        poe.enqueue(script.with(mishap));
        return new FramePeer(poe).post(1);
    }

    private static void assertHead(Frame frame) {
        assertEquals(FramePeer.HEADERS, frame.type());
        assertFalse(frame.endsStream());
    }

    private static void assertData(String text, Frame frame) {
        assertEquals(FramePeer.DATA, frame.type());
        assertEquals(text, frame.text());
    }

    private static void assertReset(ErrorCode code, Frame frame) {
        assertEquals(FramePeer.RST_STREAM, frame.type());
        assertEquals(code.code, frame.number(0));
    }

    private static void assertEnd(Frame frame) {
        assertData("", frame);
        assertTrue(frame.endsStream());
    }

    @Test
    void aReplyWithoutFaultIsHeadPiecesEnd() throws Exception {
        try (FramePeer peer = asked(THREE, Mishap.NONE)) {
            assertHead(peer.next());
            assertData("one", peer.next());
            assertData("two", peer.next());
            assertData("three", peer.next());
            assertEnd(peer.next());
        }
    }

    @Test
    void theLastByteOfAKnownLengthEndsTheStream() throws Exception {
        try (FramePeer peer = asked(WireScripts.whole("one", "two"), Mishap.NONE)) {
            assertHead(peer.next());
            assertFalse(peer.next().endsStream());
            Frame last = peer.next();
            assertData("two", last);
            assertTrue(last.endsStream());
        }
    }

    @Test
    void theConnectionClosesBeforeTheHead() throws Exception {
        try (FramePeer peer = asked(THREE, new Mishap.CloseBeforeHead())) {
            assertEquals("closed", peer.end());
        }
    }

    @Test
    void theConnectionIsResetBeforeTheHead() throws Exception {
        try (FramePeer peer = asked(THREE, new Mishap.ResetBeforeHead())) {
            assertEquals("reset", peer.end());
        }
    }

    @Test
    void theStreamIsResetInTheBodyAndTheConnectionLives() throws Exception {
        try (FramePeer peer = asked(THREE, new Mishap.ResetMidBody(1))) {
            assertHead(peer.next());
            assertData("one", peer.next());
            assertReset(ErrorCode.INTERNAL_ERROR, peer.next());
            assertHead(peer.post(3).next());
            assertEnd(peer.last());
        }
    }

    @Test
    void theConnectionClosesInTheBody() throws Exception {
        try (FramePeer peer = asked(THREE, new Mishap.CloseMidBody(1))) {
            assertHead(peer.next());
            assertData("one", peer.next());
            assertEquals("closed", peer.end());
        }
    }

    @Test
    void theBodyEndsEarlyAndProperly() throws Exception {
        try (FramePeer peer = asked(THREE, new Mishap.EndEarly(2))) {
            assertHead(peer.next());
            assertData("one", peer.next());
            assertData("two", peer.next());
            assertEnd(peer.next());
        }
    }

    @Test
    void theBodyTrickles() throws Exception {
        Duration pause = Duration.ofMillis(7);
        try (FramePeer peer = asked(WireScripts.chunked("abc"), new Mishap.Drip(2, pause))) {
            assertHead(peer.next());
            assertData("ab", peer.next());
            assertData("c", peer.next());
            assertEnd(peer.next());
            assertEquals(List.of(pause, pause), slept);
        }
    }

    @Test
    void aLineDoesNotEndAndObeysTheWindow() throws Exception {
        try (FramePeer peer = asked(THREE, new Mishap.EndlessLine(1, 200_000))) {
            assertHead(peer.next());
            long window = 65_535;
            long seen = 0;
            while (seen < 200_003) {
                seen += peer.next().payload().length;
                assertTrue(seen <= window, seen + " bytes in a window of " + window);
                if (seen == window) {
                    window += 65_535;
                    peer.window(0, 65_535).window(1, 65_535);
                }
            }
            assertEnd(peer.next());
        }
    }

    @Test
    void aHeaderIsHuge() throws Exception {
        try (FramePeer peer = asked(THREE, new Mishap.HugeHeader(500_000))) {
            long bytes = 0;
            Frame frame = peer.next();
            for (; frame.type() == FramePeer.HEADERS || frame.type() == FramePeer.CONTINUATION; frame = peer.next()) {
                bytes += frame.payload().length;
            }
            assertTrue(bytes > 300_000, bytes + " bytes, though Huffman saves but a quarter");
            assertData("one", frame);
            assertEnd(peer.last());
        }
    }

    static List<Mishap> protocolErrors() {
        return List.of(new Mishap.BadStatusLine(), new Mishap.BadChunkSize(0));
    }

    @ParameterizedTest
    @MethodSource("protocolErrors")
    void faultsOfHttp1AreProtocolErrors(Mishap mishap) throws Exception {
        try (FramePeer peer = asked(THREE, mishap)) {
            Frame frame = peer.next();
            assertReset(ErrorCode.PROTOCOL_ERROR, frame.type() == FramePeer.HEADERS ? peer.next() : frame);
        }
    }

    @Test
    void interimRepliesComeFirst() throws Exception {
        try (FramePeer peer = asked(THREE, new Mishap.InformationalFirst())) {
            assertHead(peer.next());
            assertHead(peer.next());
            assertHead(peer.next());
            assertData("one", peer.next());
            assertEnd(peer.last());
        }
    }

    @Test
    void aStreamIsRefused() throws Exception {
        try (FramePeer peer = asked(THREE, new Mishap.RefuseStream())) {
            assertReset(ErrorCode.REFUSED_STREAM_ERROR, peer.next());
        }
    }

    @Test
    void goAwayLeavesTheStreamOutAndTheConnectionCloses() throws Exception {
        try (FramePeer peer = asked(THREE, Mishap.NONE)) {
            assertEnd(peer.last());
            poe.enqueue(THREE.with(new Mishap.GoAway()));
            Frame frame = peer.post(3).next();
            assertEquals(FramePeer.GOAWAY, frame.type());
            assertEquals(1, frame.number(0));
            assertEquals(ErrorCode.NO_ERROR.code, frame.number(4));
            assertEquals("closed", peer.end());
        }
    }

    @Test
    void othersOnAConnectionThatIsResetDidNotHangUp() throws Exception {
        try (FramePeer peer = asked(WireScripts.whole("never"), new Mishap.HangBeforeHead())) {
            assertTrue(poe.awaitArrivals(1, SOON));
            poe.enqueue(THREE.with(new Mishap.HangMidBody(1)));
            assertHead(peer.post(3).next());
            poe.enqueue(THREE.with(new Mishap.ResetBeforeHead()));
            assertEquals("reset", peer.post(5).end());
            assertTrue(poe.awaitOpen(0, SOON));
            assertEquals(
                    List.of(1L),
                    poe.arrivals().stream().map(Arrival::connection).distinct().collect(Collectors.toList()));
        }
    }
}
