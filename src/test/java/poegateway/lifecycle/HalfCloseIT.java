package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import poegateway.core.RequestPhase;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;

/** A caller who sends no more has left: what it gets is a whole answer or a broken one, and never one that only looks whole. */
class HalfCloseIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final String SILENT = "mishap-hang-before-head";
    private static final String SILENT_LATER = "mishap-hang-mid-body";
    private static final String MODEL = "Claude-Sonnet-4.6";

    @GatewayTest(simulated = true)
    void whoHalfClosesWhilePoeIsSilentGetsNoAnswer(Rig rig, TestDialect dialect) throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            try (RawCaller caller = caller(rig).ask(dialect, SILENT, stream)) {
                assertTrue(rig.poe().awaitOpen(1, AT_ONCE));
                caller.halfClose();
                assertEquals("", rig.reading(() -> rest(caller)));
                rig.awaitQuiet();
            }
        }
    }

    @GatewayTest(simulated = true)
    void whoHalfClosesTogetherWithTheRequestGetsNoAnswerWhilePoeIsSilent(Rig rig, TestDialect dialect)
            throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            try (RawCaller caller = caller(rig).ask(dialect, SILENT, stream)) {
                caller.halfClose();
                assertEquals("", rig.reading(() -> rest(caller)));
            }
        }
        rig.awaitQuiet();
    }

    @GatewayTest(simulated = true)
    void whoHalfClosesInAStreamSeesItBreakOff(Rig rig, TestDialect dialect) throws Exception {
        try (RawCaller caller = caller(rig).ask(dialect, SILENT_LATER, true)) {
            String head = caller.head();
            assertTrue(head.startsWith("HTTP/1.1 200"), head);
            String first = new String(caller.read(10), StandardCharsets.UTF_8);
            caller.halfClose();
            String all = first + rig.reading(() -> rest(caller));
            assertFalse(all.endsWith("\r\n0\r\n\r\n"), () -> "it looks whole: " + all);
            rig.awaitQuiet();
        }
    }

    /** The end of such a stream is the end of its connection, so that only a reset tells that it broke off. */
    @GatewayTest(simulated = true, transport = Transport.H1)
    void aStreamWithoutChunksIsResetWhenItBreaksOff(Rig rig, TestDialect dialect) throws Exception {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            caller.send(RawCaller.request(dialect, SILENT_LATER, true).replace("HTTP/1.1", "HTTP/1.0"));
            assertTrue(caller.head().contains(" 200"));
            caller.read(10);
            caller.halfClose();
            assertEquals("reset", rig.reading(() -> endOf(caller)));
        }
    }

    @GatewayTest(simulated = true)
    void whoHalfClosesAndIsAnsweredAtOnceGetsTheWholeAnswerOrNone(Rig rig, TestDialect dialect) throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            for (int round = 0; round < 20; round++) {
                try (RawCaller caller = caller(rig).ask(dialect, MODEL, stream)) {
                    caller.halfClose();
                    String answer = rig.reading(() -> rest(caller));
                    boolean whole = stream ? answer.endsWith("\r\n0\r\n\r\n") : answer.endsWith("}");
                    assertTrue(
                            !answer.contains("HTTP/1.1 200")
                                    || !whole
                                    || answer.contains(stream ? dialect.endMark() : "hello"),
                            answer);
                    assertFalse(answer.contains("content-length: 0"), answer);
                }
            }
        }
    }

    @GatewayTest
    void whoLeavesInTheMiddleOfItsBodyCountsAsACallerWhoLeft(Rig rig, TestDialect dialect) throws Exception {
        String request = RawCaller.request(dialect, MODEL, false);
        String chunked = request.substring(0, request.indexOf("Content-Length"))
                + "Transfer-Encoding: chunked\r\n\r\n4\r\n{\"mo";
        for (String cut : List.of(request.substring(0, request.length() - 1), chunked)) {
            for (boolean half : new boolean[] {true, false}) {
                try (RawCaller caller = caller(rig).send(cut)) {
                    rig.awaitPhase(RequestPhase.READING_BODY);
                    if (half) {
                        caller.halfClose();
                        assertEquals("", rig.reading(() -> rest(caller)));
                    } else {
                        caller.reset();
                    }
                    rig.awaitQuiet();
                }
            }
        }
        String counted = "poe_gateway_requests_total{outcome=\"client_cancelled\",route=\"" + dialect.path()
                + "\",status=\"499\"} 4.0";
        String metrics = rig.get("/metrics").body();
        assertTrue(metrics.contains(counted), metrics);
    }

    private static RawCaller caller(Rig rig) throws IOException {
        Socket plain =
                new Socket(rig.gateway().url().getHost(), rig.gateway().url().getPort());
        if (rig.transport() == Transport.H1) {
            return new RawCaller(plain);
        }
        SSLSocket socket = (SSLSocket) rig.caller()
                .sslSocketFactory()
                .createSocket(plain, rig.gateway().url().getHost(), plain.getPort(), true);
        socket.startHandshake();
        return new RawCaller(socket);
    }

    /** What comes until the connection ends, however it does. */
    private static String rest(RawCaller caller) {
        StringBuilder read = new StringBuilder();
        try {
            for (byte[] next = caller.read(1); next.length > 0; next = caller.read(1)) {
                read.append((char) next[0]);
            }
        } catch (IOException reset) {
            return read.toString();
        }
        return read.toString();
    }

    private static String endOf(RawCaller caller) {
        try {
            caller.read(Integer.MAX_VALUE);
            return "in order";
        } catch (IOException reset) {
            return "reset";
        }
    }
}
