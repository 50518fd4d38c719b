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
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;
import poegateway.simulator.script.Mishap;

/**
 * A caller who leaves is seen at once, and Poe is hung up on: streamed or whole, silent or flowing. The watch over a
 * connection begins at the first tick after the request came, so every test ticks while Poe has the request; a caller who
 * sends the next request meanwhile is no caller who left.
 */
class CallerWatchIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final String MODEL = "Claude-Sonnet-4.6";

    @GatewayTest(transport = Transport.H1)
    void aCallerWhoClosesBeforeAnyAnswerIsSeen(Rig rig, TestDialect dialect) throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            silent(rig, dialect);
            RawCaller caller = new RawCaller(rig.gateway().url()).ask(dialect, MODEL, stream);
            watched(rig);
            caller.close();
            hungUpOn(rig);
        }
        assertEquals(2, rig.poe().census().hangUps());
    }

    @GatewayTest(transport = Transport.H1)
    void aCallerWhoResetsIsSeen(Rig rig, TestDialect dialect) throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            silent(rig, dialect);
            RawCaller caller = new RawCaller(rig.gateway().url()).ask(dialect, MODEL, stream);
            watched(rig);
            caller.reset();
            hungUpOn(rig);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aHalfCloseCountsAsLeaving(Rig rig, TestDialect dialect) throws Exception {
        silent(rig, dialect);
        try (RawCaller caller = new RawCaller(rig.gateway().url()).ask(dialect, MODEL, true)) {
            watched(rig);
            caller.halfClose();
            hungUpOn(rig);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whoLeftBeforeTheFirstTickIsSeenAtIt(Rig rig, TestDialect dialect) throws Exception {
        silent(rig, dialect);
        RawCaller caller = new RawCaller(rig.gateway().url()).ask(dialect, MODEL, true);
        assertTrue(rig.poe().awaitOpen(1, AT_ONCE));
        rig.until(() -> rig.poe().scriptsWaiting() == 0, () -> "Poe has not read the request");
        caller.close();
        rig.tick();
        hungUpOn(rig);
    }

    @GatewayTest(transport = Transport.H2)
    void aCallerWhoClosesTlsUnderHttp1IsSeen(Rig rig, TestDialect dialect) throws Exception {
        for (boolean politely : new boolean[] {true, false}) {
            Socket plain = plain(rig);
            silent(rig, dialect);
            RawCaller caller = new RawCaller(tls(rig, plain)).ask(dialect, MODEL, true);
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
    void aTlsConnectionOfHttp1ServesRequestsThatWereWatched(Rig rig, TestDialect dialect) throws Exception {
        try (RawCaller caller = new RawCaller(tls(rig, plain(rig)))) {
            for (int turn = 0; turn < 3; turn++) {
                serveOneWatched(rig, dialect, caller);
            }
        }
    }

    @GatewayTest
    void aCallerWhoCancelsWhilePoeIsSilentIsSeen(Rig rig, TestDialect dialect) throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            silent(rig, dialect);
            Call call = rig.call(dialect, MODEL, stream);
            Thread waiting = Thread.startVirtualThread(() -> executeQuietly(call));
            watched(rig);
            call.cancel();
            hungUpOn(rig);
            waiting.join();
        }
    }

    @GatewayTest
    void aConnectionThatClosesIsTheLeaveOfAllItsCallers(Rig rig, TestDialect dialect) throws Exception {
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
        silent(rig, dialect);
        Call call = caller.newCall(rig.request(dialect, MODEL, true).build());
        CompletableFuture<String> ended =
                CompletableFuture.supplyAsync(() -> brokenBy(call), Thread::startVirtualThread);
        watched(rig);
        socket.join().close();
        hungUpOn(rig);
        ended.join();
    }

    @GatewayTest(simulated = true)
    void aCallerWhoLeavesAFlowingStreamIsSeen(Rig rig, TestDialect dialect) throws Exception {
        try (Response response = rig.open(dialect, "endless", true)) {
            response.body().source().require(20_000);
        }
        hungUpOn(rig);
    }

    @GatewayTest
    void aCallerWhoLeavesAStreamThatFellSilentIsSeen(Rig rig, TestDialect dialect) throws Exception {
        rig.poe().enqueue(dialect.stream("so far").with(new Mishap.HangMidBody(1)));
        try (Response response = rig.open(dialect, MODEL, true)) {
            response.body().source().require(10);
            rig.tick();
        }
        hungUpOn(rig);
    }

    @GatewayTest(simulated = true, transport = Transport.H1)
    void aConnectionServesOneRequestAfterAnother(Rig rig, TestDialect dialect) throws Exception {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            for (int turn = 0; turn < 20; turn++) {
                assertEquals(
                        200, caller.ask(dialect, MODEL, false).reply(dialect).status(), "turn " + turn);
                serveOneWatched(rig, dialect, caller);
            }
        }
    }

    @GatewayTest(simulated = true, transport = Transport.H1)
    void pipelinedRequestsAreAnsweredInOrder(Rig rig, TestDialect dialect) throws Exception {
        Random random = new Random(5);
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            for (int round = 0; round < 60; round++) {
                int together = 1 + random.nextInt(5);
                pipeline(caller, dialect, random, together);
                for (int expected = 0; expected < together; expected++) {
                    assertEquals("text-" + expected, quoted(caller, dialect), "round " + round);
                }
            }
        }
    }

    /** The watch reads the second request, in whole or in part, and has to give it back to the server. */
    @GatewayTest(simulated = true, transport = Transport.H1)
    void aRequestThatComesWhileTheOneBeforeIsWatchedIsAnsweredAfterIt(Rig rig, TestDialect dialect) throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            String second = RawCaller.request(dialect, MODEL, false, "text-2");
            int cut = round % 2 == 0 ? second.length() : 1 + random.nextInt(second.length() - 1);
            servedInOrder(rig, dialect, second.substring(0, cut), second.substring(cut));
        }
    }

    @GatewayTest(simulated = true, transport = Transport.H1)
    void alsoOneThatIsLargerThanAnyBuffer(Rig rig, TestDialect dialect) throws Exception {
        String second = RawCaller.request(dialect, MODEL, false, "text-2" + "x".repeat(100_000));
        for (int round = 0; round < 5; round++) {
            servedInOrder(rig, dialect, second, "");
        }
    }

    /** A client may send an empty line behind a body, though it should not. */
    @GatewayTest
    void emptyLinesBehindARequestHideNoLeave(Rig rig, TestDialect dialect) throws Exception {
        for (String lines : List.of("\r\n", "\n", "\r\n".repeat(3000))) {
            for (boolean before : new boolean[] {true, false}) {
                silent(rig, dialect);
                RawCaller caller = http1(rig);
                caller.send(RawCaller.request(dialect, MODEL, true) + (before ? lines : ""));
                watched(rig);
                caller.send(before ? "" : lines);
                noticedBy(rig);
                caller.close();
                hungUpOn(rig);
            }
        }
    }

    @GatewayTest(simulated = true, transport = Transport.H1)
    void emptyLinesBetweenRequestsAreSkipped(Rig rig, TestDialect dialect) throws Exception {
        for (String cut : List.of("", "\r\n", "\r\n\r\nPOST /v1")) {
            String all = "\r\n\r\n" + RawCaller.request(dialect, MODEL, false, "text-2");
            servedInOrder(rig, dialect, cut, all.startsWith(cut) ? all.substring(cut.length()) : all);
        }
    }

    @GatewayTest
    void whoSendsItsNextRequestEarlyIsWatchedAllTheSame(Rig rig, TestDialect dialect) throws Exception {
        String next = "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (boolean before : new boolean[] {true, false}) {
            for (boolean half : new boolean[] {true, false}) {
                silent(rig, dialect);
                try (RawCaller caller = http1(rig)) {
                    caller.send(RawCaller.request(dialect, MODEL, true) + (before ? next : ""));
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

    @GatewayTest(simulated = true, transport = Transport.H1)
    void requestsThatWereSentAtOnceAreAllAnsweredWhenTheFirstIsWatched(Rig rig, TestDialect dialect) throws Exception {
        for (int further : new int[] {10, 5_000, 9_000}) {
            CountDownLatch gate = new CountDownLatch(1);
            rig.poe().enqueue(dialect.whole("text-1", gate::await));
            try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                caller.send(RawCaller.request(dialect, MODEL, false)
                        + RawCaller.request(dialect, MODEL, false, "text-2" + "x".repeat(further)));
                watched(rig);
                caller.send(RawCaller.request(dialect, MODEL, false, "text-3"));
                noticedBy(rig);
                gate.countDown();
                for (String text : List.of("text-1", "text-2", "text-3")) {
                    assertEquals(text, quoted(caller, dialect));
                }
            }
        }
    }

    /** A connection that was silent since long before shows by its end that the time of the one that waits is over too. */
    @GatewayTest(transport = Transport.H1, settings = "server.idle-timeout=200ms")
    void whoWaitsLongerThanAnIdleConnectionMayIsNotTakenForGone(Rig rig, TestDialect dialect) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        rig.poe().enqueue(dialect.whole("text-1", gate::await));
        try (RawCaller caller = new RawCaller(rig.gateway().url()).ask(dialect, MODEL, false);
                RawCaller idle = new RawCaller(rig.gateway().url())) {
            watched(rig);
            assertTrue(idle.ended());
            try (RawCaller later = new RawCaller(rig.gateway().url())) {
                assertTrue(later.ended());
            }
            assertEquals(1, rig.poe().census().openRequests());
            gate.countDown();
            assertEquals("text-1", quoted(caller, dialect));
        }
    }

    private static void servedInOrder(Rig rig, TestDialect dialect, String secondWhileWatched, String rest)
            throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        rig.poe().enqueue(dialect.whole("text-1", gate::await));
        try (RawCaller caller = new RawCaller(rig.gateway().url()).ask(dialect, MODEL, false)) {
            watched(rig);
            caller.send(secondWhileWatched);
            noticedBy(rig);
            gate.countDown();
            assertEquals("text-1", quoted(caller, dialect));
            caller.send(rest);
            assertEquals("text-2", quoted(caller, dialect));
        }
    }

    private static void serveOneWatched(Rig rig, TestDialect dialect, RawCaller caller) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        rig.poe().enqueue(dialect.whole("text-1", gate::await));
        caller.ask(dialect, MODEL, false);
        watched(rig);
        gate.countDown();
        assertEquals("text-1", quoted(caller, dialect));
    }

    /** Poe says nothing to the next request. */
    private static void silent(Rig rig, TestDialect dialect) {
        rig.poe().enqueue(dialect.whole("never").with(new Mishap.HangBeforeHead()));
    }

    /** Poe has the one request that is under way, and its caller is watched. */
    private static void watched(Rig rig) throws InterruptedException {
        assertTrue(rig.poe().awaitOpen(1, AT_ONCE));
        rig.until(() -> rig.poe().scriptsWaiting() == 0, () -> "Poe has not read the request");
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

    /** Cuts the requests anywhere, so that the next one arrives while the one before is under way. */
    private static void pipeline(RawCaller caller, TestDialect dialect, Random random, int together)
            throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int request = 0; request < together; request++) {
            requests.append(RawCaller.request(dialect, MODEL, false, "text-" + request));
        }
        String all = requests.toString();
        int cut = random.nextInt(all.length());
        caller.send(all.substring(0, cut)).send(all.substring(cut));
    }

    private static String quoted(RawCaller caller, TestDialect dialect) throws IOException {
        String text = caller.reply(dialect).text();
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
