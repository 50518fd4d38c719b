package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Framing;
import poegateway.simulator.wire.Arrival;
import poegateway.simulator.wire.ServerContext;

@Timeout(60)
@ExtendWith(QuietLogs.class)
class Http1WireTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String POST = "POST /v1/x HTTP/1.1\r\nHost: poe\r\n";

    @Test
    void aWholeReplyHasItsLength() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(request -> WireScripts.whole("one", "two"));
                RawPeer peer = new RawPeer(poe)) {
            String reply = peer.post("").readTo("two");
            assertEquals("HTTP/1.1 200 \r\ncontent-type: text/plain\r\ncontent-length: 6\r\n\r\nonetwo", reply);
        }
    }

    @Test
    void theHeadOfWhatGetAnswersIsThereAloneToo() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(request -> request.method().equals("GET")
                        ? WireScripts.whole("one", "two")
                        : WireScripts.chunked("not this"));
                RawPeer peer = new RawPeer(poe)) {
            String head = "HTTP/1.1 200 \r\ncontent-type: text/plain\r\ncontent-length: 6\r\n\r\n";
            String ask = "HEAD /v1/x HTTP/1.1\r\nHost: poe\r\n\r\n";
            assertEquals(head, peer.send(ask).readTo("\r\n\r\n"));
            assertEquals(head, peer.send(ask).readTo("\r\n\r\n"), "the connection goes on, without a body between");
        }
    }

    @Test
    void eachPieceOfAChunkedReplyIsAChunk() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(request -> WireScripts.chunked("one", "fifteen letters"));
                RawPeer peer = new RawPeer(poe)) {
            String reply = peer.post("").readTo("\r\n0\r\n\r\n");
            assertEquals(
                    wire(
                            "HTTP/1.1 200 ",
                            "content-type: text/plain",
                            "transfer-encoding: chunked",
                            "",
                            "3",
                            "one",
                            "f",
                            "fifteen letters",
                            "0",
                            "",
                            ""),
                    reply);
        }
    }

    @Test
    void aReplyUntilCloseEndsWithTheConnection() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(request -> WireScripts.script(Framing.UNTIL_CLOSE, "one", "two"));
                RawPeer peer = new RawPeer(poe)) {
            assertEquals(
                    "HTTP/1.1 200 \r\ncontent-type: text/plain\r\nconnection: close\r\n\r\nonetwo",
                    peer.post("").readAll());
            assertTrue(poe.await(census -> census.openConnections() == 0, SOON));
            assertEquals(0, poe.census().hangUps());
        }
    }

    @Test
    void aPieceComesBeforeTheNextOneMayGo() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (SimulatedPoe poe = WireScripts.plain(request -> WireScripts.gated(gate, "first", "second"));
                RawPeer peer = new RawPeer(poe)) {
            peer.post("").readTo("first\r\n");
            assertEquals(1, poe.census().openRequests());
            gate.countDown();
            assertEquals("6\r\nsecond\r\n0\r\n\r\n", peer.readTo("0\r\n\r\n"));
            assertTrue(poe.awaitOpen(0, SOON));
        }
    }

    @Test
    void theHeadComesBeforeTheFirstPieceMayGo() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Script script = WireScripts.gated(gate, "", "late");
        try (SimulatedPoe poe = WireScripts.plain(request -> script);
                RawPeer peer = new RawPeer(poe)) {
            peer.post("").readTo("\r\n\r\n");
            gate.countDown();
            peer.readTo("late");
        }
    }

    @Test
    void aThousandRequestsShareAConnection() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO);
                RawPeer peer = new RawPeer(poe)) {
            for (int i = 0; i < 1_000; i++) {
                peer.post("<" + i + ">").readTo("\r\n\r\n<" + i + ">");
            }
            assertTrue(poe.awaitOpen(0, SOON));
            assertEquals(1_000, poe.arrivals("/v1/chat/completions"));
            assertEquals(1, poe.census().openConnections());
            assertEquals(1, poe.arrivals().getLast().connection());
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO);
                RawPeer peer = new RawPeer(poe)) {
            peer.send((POST + "Content-Length: 1\r\n\r\nA") + (POST + "Content-Length: 1\r\n\r\nB"));
            assertTrue(peer.readTo("B").endsWith("\r\n\r\nB"));
            assertEquals(2, poe.arrivals("/v1/x"));
        }
    }

    @Test
    void aConnectionClosesWhenThePeerAskedForIt() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO);
                RawPeer peer = new RawPeer(poe)) {
            String reply = peer.send(POST + "Connection: close\r\nContent-Length: 2\r\n\r\nhi")
                    .readAll();
            assertTrue(reply.endsWith("connection: close\r\n\r\nhi"), reply);
        }
    }

    @Test
    void aChunkedRequestArrivesWhole() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO);
                RawPeer peer = new RawPeer(poe)) {
            peer.send(
                    POST + "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\nA\r\n0123456789\r\n0\r\nT: 1\r\n\r\n");
            peer.readTo("hello0123456789");
            Arrival arrival = poe.arrivals().getLast();
            assertEquals("POST", arrival.method());
            assertEquals("HTTP/1.1", arrival.protocol());
            assertEquals("chunked", arrival.headers().get("transfer-encoding"));
            assertArrayEquals(WireScripts.bytes("hello0123456789"), arrival.body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/x, ''",
        "/v1/x?, ''",
        "/v1/x?limit=2&starting_after=a%2Fb, limit=2&starting_after=a%2Fb",
        "/v1/x?a?b=/v1/y, a?b=/v1/y"
    })
    void aQueryIsKeptAsItCame(String target, String query) throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(request -> WireScripts.whole("<" + request.query() + ">"));
                RawPeer peer = new RawPeer(poe)) {
            peer.send("GET " + target + " HTTP/1.1\r\n\r\n").readTo("<" + query + ">");
            assertEquals("/v1/x", poe.arrivals().getLast().path());
            assertEquals(query, poe.arrivals().getLast().query());
        }
    }

    @Test
    void aPeerThatWaitsIsToldToContinue() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO);
                RawPeer peer = new RawPeer(poe)) {
            peer.send(POST + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", peer.readTo("\r\n\r\n"));
            peer.send("hi").readTo("\r\n\r\nhi");
        }
    }

    @Test
    void aLargeBodyArrivesAndIsNotKept() throws Exception {
        byte[] body = new byte[20 * 1024 * 1024];
        Arrays.fill(body, (byte) 'b');
        try (SimulatedPoe poe = WireScripts.plain(request -> WireScripts.whole("" + request.body().length));
                RawPeer peer = new RawPeer(poe)) {
            peer.send(POST + "Content-Length: " + body.length + "\r\n\r\n").send(body);
            peer.readTo("\r\n\r\n20971520");
            assertEquals(body.length, poe.arrivals().getLast().bodyBytes());
            assertEquals(0, poe.arrivals().getLast().body().length);
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedUnread() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO);
                RawPeer peer = new RawPeer(poe)) {
            peer.send(POST + "Content-Length: " + (ServerContext.BODY_LIMIT_BYTES + 1) + "\r\n\r\n"
                    + "x".repeat(1_000_000));
            assertTrue(peer.readAll().startsWith("HTTP/1.1 413 "));
            assertEquals(0, poe.census().arrivals());
            assertEquals(0, poe.census().openRequests());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | GET /v1 | a request line of two words",
                "505 | GET /v1 HTTP/1.0 | an old version",
                "400 | GET http://poe/v1 HTTP/1.1 | a request line for a proxy",
                "400 | GET / HTTP/1.1\\r\\nNo colon | a header without colon",
                "400 | GET / HTTP/1.1\\r\\nHost : x | a blank before the colon",
                "400 | GET / HTTP/1.1\\r\\n folded | a folded header",
                "400 | POST / HTTP/1.1\\r\\nContent-Length: -1 | a length below zero",
                "400 | POST / HTTP/1.1\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked | two framings",
                "400 | POST / HTTP/1.1\\r\\nTransfer-Encoding: gzip | an unknown coding",
                "400 | POST / HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nxyz | a size that is no number",
            })
    void whatIsNotHttpIsRefused(String status, String head, String what) throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO);
                RawPeer peer = new RawPeer(poe)) {
            peer.send(head.replace("\\r\\n", "\r\n") + "\r\n\r\n").halfClose();
            String reply = peer.readAll();
            assertTrue(reply.startsWith("HTTP/1.1 " + status + " "), what + ": " + reply);
        }
    }

    @Test
    void aHeadOverTheLimitIsRefused() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO);
                RawPeer peer = new RawPeer(poe)) {
            String headers = ("X: " + "h".repeat(10_000) + "\r\n").repeat(7);
            peer.send(POST + headers + "\r\n").halfClose();
            assertTrue(peer.readAll().startsWith("HTTP/1.1 431 "));
        }
    }

    @Test
    void queuedScriptsAnswerPostsOnlyAndInOrder() throws IOException {
        try (SimulatedPoe poe = WireScripts.plain(request -> WireScripts.whole("written"));
                RawPeer peer = new RawPeer(poe)) {
            poe.enqueue(WireScripts.whole("first"));
            poe.enqueue(WireScripts.whole("second"));
            peer.send("GET /v1/models?x=1 HTTP/1.1\r\n\r\n").readTo("written");
            peer.post("").readTo("first");
            peer.post("").readTo("second");
            peer.post("").readTo("written");
            assertEquals(1, poe.arrivals("/v1/models"));
            assertEquals(0, poe.scriptsWaiting());
        }
    }

    @Test
    void aScriptQueuedForAPathLeavesOthersAlone() throws IOException {
        try (SimulatedPoe poe = WireScripts.plain(request -> WireScripts.whole("written"));
                RawPeer peer = new RawPeer(poe)) {
            poe.enqueue("/bot/gpt", WireScripts.whole("of the bot"));
            poe.enqueue("/v1/chat/completions", WireScripts.whole("of the chat"));
            poe.enqueue(WireScripts.whole("of any path"));
            peer.send(POST + "\r\n").readTo("of any path");
            peer.post("").readTo("of the chat");
            peer.post("").readTo("written");
            peer.send("POST /bot/gpt?x=1 HTTP/1.1\r\n\r\n").readTo("of the bot");
            assertEquals(0, poe.scriptsWaiting());
        }
    }

    @Test
    void theBaseIsWhereItListens() {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO)) {
            assertEquals("http://127.0.0.1:" + poe.port() + "/v1", poe.baseUri().toString());
            assertFalse(poe.port() == 0);
        }
    }

    private static String wire(String... lines) {
        return String.join("\r\n", lines);
    }
}
