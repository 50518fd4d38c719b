package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Framing;
import poegateway.simulator.wire.RequestCounts;

@Timeout(60)
@ExtendWith(QuietLogs.class)
class Http1MishapTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Script THREE = WireScripts.chunked("one", "two", "three");

    private final List<Duration> slept = new CopyOnWriteArrayList<>();
    private SimulatedPoe poe = start();

    private SimulatedPoe start() {
        return SimulatedPoe.start(
                SimulatedPoe.Options.of(SimulatedPoe.Transport.PLAIN_H1, slept::add),
                WireScripts.ECHO,
                WireScripts::read);
    }

    @BeforeEach
    void theBooksAreEmpty() {
        assertEquals(new RequestCounts(0, Map.of(), 0, 0, 0, 0), poe.census());
    }

    @AfterEach
    void theBooksAreClosedAndNobodyHungUp() throws Exception {
        assertTrue(poe.await(census -> census.openRequests() == 0 && census.openConnections() == 0, SOON));
        assertEquals(0, poe.census().hangUps());
        poe.close();
    }

    private RawPeer asked(Script script, Mishap mishap) throws IOException {
        poe.enqueue(script.with(mishap));
        return new RawPeer(poe).post("");
    }

    @Test
    void theConnectionClosesBeforeTheHead() throws Exception {
        try (RawPeer peer = asked(THREE, new Mishap.CloseBeforeHead())) {
            assertEquals("", peer.readAll());
        }
    }

    @Test
    void theConnectionIsResetBeforeTheHead() throws Exception {
        try (RawPeer peer = asked(THREE, new Mishap.ResetBeforeHead())) {
            assertTrue(peer.endsWithReset());
        }
    }

    @ParameterizedTest
    @EnumSource(Framing.class)
    void theConnectionIsResetInTheBody(Framing framing) throws Exception {
        Script script = WireScripts.script(framing, "one", "two", "three");
        try (RawPeer peer = asked(script, new Mishap.ResetMidBody(2))) {
            peer.readTo("two");
            assertTrue(peer.endsWithReset());
        }
    }

    @Test
    void theBodyIsShortOfItsLength() throws Exception {
        try (RawPeer peer = asked(WireScripts.whole("one", "two"), new Mishap.CloseMidBody(1))) {
            assertTrue(peer.readAll().endsWith("content-length: 6\r\n\r\none"));
        }
    }

    @Test
    void theBodyIsShortOfItsLengthEvenAfterAllPieces() throws Exception {
        try (RawPeer peer = asked(WireScripts.whole("one", "two"), new Mishap.CloseMidBody(9))) {
            assertTrue(peer.readAll().endsWith("content-length: 7\r\n\r\nonetwo"));
        }
    }

    @Test
    void theLastChunkIsMissing() throws Exception {
        try (RawPeer peer = asked(THREE, new Mishap.CloseMidBody(3))) {
            assertTrue(peer.readAll().endsWith("5\r\nthree\r\n"));
        }
    }

    @Test
    void aChunkedBodyEndsEarlyAndProperly() throws Exception {
        try (RawPeer peer = asked(THREE, new Mishap.EndEarly(1))) {
            assertTrue(peer.readTo("0\r\n\r\n").endsWith("\r\n\r\n3\r\none\r\n0\r\n\r\n"));
        }
    }

    @Test
    void aWholeBodyEndsEarlyAndProperly() throws Exception {
        try (RawPeer peer = asked(WireScripts.whole("one", "two"), new Mishap.EndEarly(1))) {
            assertTrue(peer.readTo("one").endsWith("content-length: 3\r\n\r\none"));
        }
    }

    @Test
    void theBodyTrickles() throws Exception {
        Duration pause = Duration.ofMillis(7);
        try (RawPeer peer = asked(WireScripts.chunked("abcde"), new Mishap.Drip(2, pause))) {
            assertTrue(peer.readTo("0\r\n\r\n").endsWith("2\r\nab\r\n2\r\ncd\r\n1\r\ne\r\n0\r\n\r\n"));
            assertEquals(List.of(pause, pause, pause), slept);
        }
    }

    @Test
    void aLineDoesNotEnd() throws Exception {
        try (RawPeer peer = asked(WireScripts.whole("one\n", "two\n"), new Mishap.EndlessLine(1, 100_000))) {
            peer.readTo("content-length: 100004\r\n\r\none\n" + "x".repeat(100_000));
        }
    }

    @Test
    void anUnaskedCompressionCanBeUndone() throws Exception {
        try (RawPeer peer = asked(WireScripts.script(Framing.UNTIL_CLOSE, "one", "two"), new Mishap.Gzip(false))) {
            String[] reply = peer.readAll().split("\r\n\r\n", 2);
            assertTrue(reply[0].contains("content-encoding: gzip"));
            assertEquals("onetwo", unzipped(reply[1]));
        }
    }

    @Test
    void aCutCompressionCannot() throws Exception {
        try (RawPeer peer = asked(WireScripts.script(Framing.UNTIL_CLOSE, "one", "two"), new Mishap.Gzip(true))) {
            String zipped = peer.readAll().split("\r\n\r\n", 2)[1];
            assertThrows(EOFException.class, () -> unzipped(zipped));
        }
    }

    private static String unzipped(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aChunkSizeIsNoNumber() throws Exception {
        try (RawPeer peer = asked(WireScripts.whole("one", "two"), new Mishap.BadChunkSize(1))) {
            assertTrue(peer.readAll().endsWith("chunked\r\n\r\n3\r\none\r\nno-size\r\n"));
        }
    }

    @Test
    void aHeaderIsHuge() throws Exception {
        try (RawPeer peer = asked(THREE, new Mishap.HugeHeader(500_000))) {
            peer.readTo("x-filler: " + "h".repeat(500_000) + "\r\n");
            peer.readTo("three\r\n0\r\n\r\n");
        }
    }

    @Test
    void theFirstLineIsNotHttp() throws Exception {
        try (RawPeer peer = asked(THREE, new Mishap.BadStatusLine())) {
            assertFalse(peer.readAll().startsWith("HTTP/"));
        }
    }

    @Test
    void interimRepliesComeFirst() throws Exception {
        try (RawPeer peer = asked(THREE, new Mishap.InformationalFirst())) {
            assertEquals("HTTP/1.1 100 \r\n\r\n", peer.readTo("\r\n\r\n"));
            assertEquals("HTTP/1.1 103 \r\nlink: </style.css>; rel=preload\r\n\r\n", peer.readTo("\r\n\r\n"));
            peer.readTo("HTTP/1.1 200 ");
            peer.readTo("three\r\n0\r\n\r\n");
        }
    }

    @Test
    void faultsOfHttp2CloseBeforeTheHead() throws Exception {
        for (Mishap mishap : List.of(new Mishap.RefuseStream(), new Mishap.GoAway())) {
            try (RawPeer peer = asked(THREE, mishap)) {
                assertEquals("", peer.readAll());
            }
        }
    }

    @Test
    void aConnectionLivesOnAfterAFaultOfTheBodyAlone() throws Exception {
        try (RawPeer peer = asked(THREE, new Mishap.EndEarly(0))) {
            peer.readTo("0\r\n\r\n");
            peer.post("again").readTo("\r\n\r\nagain");
        }
    }
}
