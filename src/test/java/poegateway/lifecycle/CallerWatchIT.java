package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.chat.ChatScripts;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Piece;

/**
 * A caller who leaves is seen at once, and Poe is hung up on: streamed or whole, silent or flowing. The watch over a
 * connection begins at the first tick after the request came, so every test ticks while Poe has the request; a caller who
 * sends the next request meanwhile is no caller who left.
 */
class CallerWatchIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final String SILENT = "mishap-hang-before-head";
    private static final String MODEL = "Claude-Sonnet-4.6";

    @GatewayTest(transport = Transport.H1)
    void aCallerWhoClosesBeforeAnyAnswerIsSeen(Rig rig) throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            RawCaller caller = new RawCaller(rig.gateway().url()).chat(SILENT, stream);
            watched(rig);
            caller.close();
            hungUpOn(rig);
        }
        assertEquals(2, rig.poe().census().hangUps());
    }

    @GatewayTest(transport = Transport.H1)
    void aCallerWhoResetsIsSeen(Rig rig) throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            RawCaller caller = new RawCaller(rig.gateway().url()).chat(SILENT, stream);
            watched(rig);
            caller.reset();
            hungUpOn(rig);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aHalfCloseCountsAsLeaving(Rig rig) throws Exception {
        try (RawCaller caller = new RawCaller(rig.gateway().url()).chat(SILENT, true)) {
            watched(rig);
            caller.halfClose();
            hungUpOn(rig);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whoLeftBeforeTheFirstTickIsSeenAtIt(Rig rig) throws Exception {
        RawCaller caller = new RawCaller(rig.gateway().url()).chat(SILENT, true);
        assertTrue(rig.poe().awaitOpen(1, AT_ONCE));
        caller.close();
        rig.tick();
        hungUpOn(rig);
    }

    @GatewayTest(transport = Transport.H2)
    void aCallerWhoClosesTlsUnderHttp1IsSeen(Rig rig) throws Exception {
        for (boolean politely : new boolean[] {true, false}) {
            Socket plain = plain(rig);
            RawCaller caller = new RawCaller(tls(rig, plain)).chat(SILENT, true);
            watched(rig);
            if (politely) {
                caller.close();
            } else {
                plain.close();
            }
            hungUpOn(rig);
        }
    }

    @GatewayTest(transport = Transport.H2)
    void aTlsConnectionOfHttp1ServesRequestsThatWereWatched(Rig rig) throws Exception {
        try (RawCaller caller = new RawCaller(tls(rig, plain(rig)))) {
            for (int turn = 0; turn < 3; turn++) {
                serveOneWatched(rig, caller);
            }
        }
    }

    @GatewayTest
    void aCallerWhoCancelsWhilePoeIsSilentIsSeen(Rig rig) throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            Call call = rig.call("/v1/chat/completions", ChatDialect.CHAT.body(SILENT, stream));
            Thread waiting = Thread.startVirtualThread(() -> executeQuietly(call));
            watched(rig);
            call.cancel();
            hungUpOn(rig);
            waiting.join();
        }
    }

    @GatewayTest
    void aConnectionThatClosesIsTheLeaveOfAllItsCallers(Rig rig) throws Exception {
        CompletableFuture<Socket> socket = new CompletableFuture<>();
        OkHttpClient caller = rig.newCaller()
                .newBuilder()
                .eventListener(new EventListener() {
                    @Override
                    public void connectionAcquired(Call call, Connection connection) {
                        socket.complete(connection.socket());
                    }
                })
                .build();
        Call call = caller.newCall(rig.call("/v1/chat/completions", ChatDialect.CHAT.body(SILENT, true))
                .request());
        CompletableFuture<String> ended =
                CompletableFuture.supplyAsync(() -> brokenBy(call), Thread::startVirtualThread);
        watched(rig);
        socket.join().close();
        hungUpOn(rig);
        ended.join();
    }

    @GatewayTest
    void aCallerWhoLeavesAFlowingStreamIsSeen(Rig rig) throws Exception {
        try (Response response = rig.open("endless", true)) {
            response.body().source().require(20_000);
        }
        hungUpOn(rig);
    }

    @GatewayTest
    void aCallerWhoLeavesAStreamThatFellSilentIsSeen(Rig rig) throws Exception {
        try (Response response = rig.open("mishap-hang-mid-body", true)) {
            response.body().source().require(10);
            rig.tick();
        }
        hungUpOn(rig);
    }

    @GatewayTest(transport = Transport.H1)
    void aConnectionServesOneRequestAfterAnother(Rig rig) throws Exception {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            for (int turn = 0; turn < 20; turn++) {
                assertEquals(200, caller.chat(MODEL, false).reply().status(), "turn " + turn);
                serveOneWatched(rig, caller);
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void pipelinedRequestsAreAnsweredInOrder(Rig rig) throws Exception {
        Random random = new Random(5);
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            for (int round = 0; round < 60; round++) {
                int together = 1 + random.nextInt(5);
                pipeline(caller, random, together);
                for (int expected = 0; expected < together; expected++) {
                    assertEquals("text-" + expected, quoted(caller), "round " + round);
                }
            }
        }
    }

    /** The watch reads the second request, in whole or in part, and has to give it back to the server. */
    @GatewayTest(transport = Transport.H1)
    void aRequestThatComesWhileTheOneBeforeIsWatchedIsAnsweredAfterIt(Rig rig) throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            String second = RawCaller.chatRequest(MODEL, false, "text-2");
            int cut = round % 2 == 0 ? second.length() : 1 + random.nextInt(second.length() - 1);
            servedInOrder(rig, second.substring(0, cut), second.substring(cut));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void alsoOneThatIsLargerThanAnyBuffer(Rig rig) throws Exception {
        String second = RawCaller.chatRequest(MODEL, false, "text-2" + "x".repeat(100_000));
        for (int round = 0; round < 5; round++) {
            servedInOrder(rig, second, "");
        }
    }

    /** A client may send an empty line behind a body, though it should not. */
    @GatewayTest
    void emptyLinesBehindARequestHideNoLeave(Rig rig) throws Exception {
        for (String lines : List.of("\r\n", "\n", "\r\n".repeat(3000))) {
            for (boolean before : new boolean[] {true, false}) {
                RawCaller caller = http1(rig);
                caller.send(RawCaller.chatRequest(SILENT, true) + (before ? lines : ""));
                watched(rig);
                caller.send(before ? "" : lines);
                noticedBy(rig);
                caller.close();
                hungUpOn(rig);
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void emptyLinesBetweenRequestsAreSkipped(Rig rig) throws Exception {
        for (String cut : List.of("", "\r\n", "\r\n\r\nPOST /v1")) {
            String all = "\r\n\r\n" + RawCaller.chatRequest(MODEL, false, "text-2");
            servedInOrder(rig, cut, all.startsWith(cut) ? all.substring(cut.length()) : all);
        }
    }

    @GatewayTest
    void whoSendsItsNextRequestEarlyIsWatchedAllTheSame(Rig rig) throws Exception {
        String next = "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (boolean before : new boolean[] {true, false}) {
            for (boolean half : new boolean[] {true, false}) {
                try (RawCaller caller = http1(rig)) {
                    caller.send(RawCaller.chatRequest(SILENT, true) + (before ? next : ""));
                    watched(rig);
                    caller.send(before ? "" : next);
                    noticedBy(rig);
                    if (half) {
                        caller.halfClose();
                    } else {
                        caller.reset();
                    }
                    hungUpOn(rig);
                }
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void requestsThatWereSentAtOnceAreAllAnsweredWhenTheFirstIsWatched(Rig rig) throws Exception {
        for (int further : new int[] {10, 5_000, 9_000}) {
            CountDownLatch gate = new CountDownLatch(1);
            rig.poe().enqueue(held("text-1", gate));
            try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                caller.send(RawCaller.chatRequest(MODEL, false)
                        + RawCaller.chatRequest(MODEL, false, "text-2" + "x".repeat(further)));
                watched(rig);
                caller.send(RawCaller.chatRequest(MODEL, false, "text-3"));
                noticedBy(rig);
                gate.countDown();
                for (String text : List.of("text-1", "text-2", "text-3")) {
                    assertEquals(text, quoted(caller));
                }
            }
        }
    }

    /** A connection that was silent since long before shows by its end that the time of the one that waits is over too. */
    @GatewayTest(transport = Transport.H1, settings = "server.idle-timeout=200ms")
    void whoWaitsLongerThanAnIdleConnectionMayIsNotTakenForGone(Rig rig) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        rig.poe().enqueue(held("text-1", gate));
        try (RawCaller caller = new RawCaller(rig.gateway().url()).chat(MODEL, false);
                RawCaller idle = new RawCaller(rig.gateway().url())) {
            watched(rig);
            assertTrue(idle.ended());
            try (RawCaller later = new RawCaller(rig.gateway().url())) {
                assertTrue(later.ended());
            }
            assertEquals(1, rig.poe().census().openRequests());
            gate.countDown();
            assertEquals("text-1", quoted(caller));
        }
    }

    private static void servedInOrder(Rig rig, String secondWhileWatched, String rest) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        rig.poe().enqueue(held("text-1", gate));
        try (RawCaller caller = new RawCaller(rig.gateway().url()).chat(MODEL, false)) {
            watched(rig);
            caller.send(secondWhileWatched);
            noticedBy(rig);
            gate.countDown();
            assertEquals("text-1", quoted(caller));
            caller.send(rest);
            assertEquals("text-2", quoted(caller));
        }
    }

    private static void serveOneWatched(Rig rig, RawCaller caller) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        rig.poe().enqueue(held("text-1", gate));
        caller.chat(MODEL, false);
        watched(rig);
        gate.countDown();
        assertEquals("text-1", quoted(caller));
    }

    /** Poe has the one request that is under way, and its caller is watched. */
    private static void watched(Rig rig) throws InterruptedException {
        assertTrue(rig.poe().awaitOpen(1, AT_ONCE));
        rig.tick();
    }

    private static void hungUpOn(Rig rig) throws InterruptedException {
        assertTrue(rig.poe().awaitOpen(0, AT_ONCE), "Poe was not hung up on");
    }

    /** What came before is read by the server's one or few selectors by the time that others, who came later, are served. */
    private static void noticedBy(Rig rig) throws IOException {
        for (int other = 0; other < 8; other++) {
            try (RawCaller later = http1(rig)) {
                later.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertEquals(200, later.reply().status());
            }
        }
    }

    /** A whole reply that waits for the gate. */
    private static Script held(String text, CountDownLatch gate) {
        Script whole = ChatScripts.chat(text);
        List<Piece> pieces = whole.pieces().stream()
                .map(piece -> new Piece(piece.bytes(), gate::await))
                .toList();
        return new Script(whole.status(), whole.headers(), whole.framing(), pieces, whole.mishap());
    }

    /** Cuts the requests anywhere, so that the next one arrives while the one before is under way. */
    private static void pipeline(RawCaller caller, Random random, int together) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int request = 0; request < together; request++) {
            requests.append(RawCaller.chatRequest(MODEL, false, "text-" + request));
        }
        String all = requests.toString();
        int cut = random.nextInt(all.length());
        caller.send(all.substring(0, cut)).send(all.substring(cut));
    }

    private static String quoted(RawCaller caller) throws IOException {
        String text = caller.reply().text();
        int at = text.indexOf("text-");
        assertTrue(at >= 0, text);
        return text.substring(at, at + 6);
    }

    private static RawCaller http1(Rig rig) throws IOException {
        return rig.transport() == Transport.H1
                ? new RawCaller(rig.gateway().url())
                : new RawCaller(tls(rig, plain(rig)));
    }

    private static Socket plain(Rig rig) throws IOException {
        return new Socket(rig.gateway().url().getHost(), rig.gateway().url().getPort());
    }

    private static SSLSocket tls(Rig rig, Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) rig.caller()
                .sslSocketFactory()
                .createSocket(plain, rig.gateway().url().getHost(), plain.getPort(), true);
        socket.startHandshake();
        return socket;
    }

    private static void executeQuietly(Call call) {
        try (Response response = call.execute()) {
            assertEquals(0, response.code(), "the call was to be cancelled");
        } catch (IOException cancelled) {
            assertTrue(call.isCanceled());
        }
    }

    private static String brokenBy(Call call) {
        try (Response response = call.execute()) {
            return response.body().string();
        } catch (IOException closed) {
            return closed.toString();
        }
    }
}
