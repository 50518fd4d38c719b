package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import okhttp3.Response;
import poegateway.core.RequestPhase;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;

/** The gateway is told to stop while streams run: none is cut without a word. */
class DrainIT {
    private static final int STREAMS = 100;

    private final CountDownLatch gate = new CountDownLatch(1);

    @GatewayTest
    void streamsThatFinishInTimeFinish(Rig rig, TestDialect dialect) throws IOException {
        List<Response> streams = open(rig, dialect);
        CompletableFuture<Integer> drained = CompletableFuture.supplyAsync(rig.gateway()::drain);
        gate.countDown();
        for (Response stream : streams) {
            assertEnded(stream);
        }
        assertEquals(0, joined(rig, drained));
    }

    @GatewayTest
    void streamsThatDoNotFinishInTimeEndInAnErrorEvent(Rig rig, TestDialect dialect) throws IOException {
        List<Response> streams = open(rig, dialect);
        int waiting = rig.gateway().census().tickerListeners();
        CompletableFuture<Integer> drained = CompletableFuture.supplyAsync(rig.gateway()::drain);
        rig.until(
                () -> !takesConnections(rig) && rig.gateway().census().tickerListeners() > waiting,
                () -> "does not wait");
        rig.advance(Duration.ofSeconds(61));
        for (Response stream : streams) {
            Reply reply = read(stream);
            assertEquals("so far", reply.text());
            assertEquals("gateway_restarting", reply.errorCode());
            assertFalse(dialect.showsEnd(reply), reply::body);
        }
        assertEquals(STREAMS, joined(rig, drained));
        gate.countDown();
    }

    @GatewayTest(transport = Transport.H1, settings = "server.body-timeout=120s")
    void aBodyThatIsStillComingWhenTheTimeIsOverMayBeSentAgain(Rig rig, TestDialect dialect) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            String request = RawCaller.request(dialect, "Claude-Sonnet-4.6", false);
            caller.send(request.substring(0, request.length() - 1));
            rig.until(() -> rig.gateway().requestsIn(RequestPhase.READING_BODY) == 1, () -> "never began");
            int waiting = rig.gateway().census().tickerListeners();
            CompletableFuture<Integer> drained = CompletableFuture.supplyAsync(rig.gateway()::drain);
            rig.until(
                    () -> !takesConnections(rig) && rig.gateway().census().tickerListeners() > waiting,
                    () -> "does not wait");
            rig.advance(Duration.ofSeconds(61));
            Reply reply = caller.reply(dialect);
            assertEquals(503, reply.status(), reply.body());
            assertEquals("gateway_draining", reply.errorCode());
            assertEquals("true", reply.header("x-should-retry"));
            assertEquals("close", reply.header("connection"));
            assertEquals(1, joined(rig, drained));
        }
        assertEquals(0, rig.poe().census().arrivals());
    }

    @GatewayTest
    void whoIsAskedTwiceToStopDoesNotWait(Rig rig, TestDialect dialect) throws IOException {
        List<Response> streams = open(rig, dialect);
        CompletableFuture<Integer> drained = CompletableFuture.supplyAsync(rig.gateway()::drain);
        rig.until(() -> !rig.gateway().ready(), () -> "still ready");
        assertEquals(0, rig.gateway().drain());
        assertEquals(STREAMS, joined(rig, drained));
        for (Response stream : streams) {
            assertEquals("gateway_restarting", read(stream).errorCode());
        }
        gate.countDown();
    }

    @GatewayTest(transport = Transport.H1, settings = "server.drain-delay=5s")
    void whatIsNewIsTakenWhileBalancersLookAndRefusedAfterThat(Rig rig, TestDialect dialect) throws IOException {
        List<Response> streams = open(rig, dialect);
        CompletableFuture<Integer> drained;
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            drained = CompletableFuture.supplyAsync(rig.gateway()::drain);
            rig.until(() -> !rig.gateway().ready(), () -> "still ready");
            assertEquals(503, ask(caller, "GET /health/ready").status());
            assertEquals(200, ask(caller, "GET /v1/models").status());
            rig.advance(Duration.ofSeconds(6));
            rig.until(() -> !takesConnections(rig), () -> "still takes connections");
            Reply refused = ask(caller, "GET /v1/models");
            assertEquals(503, refused.status());
            assertEquals("gateway_draining", refused.json().at("/error/code").asText());
            assertEquals("true", refused.header("x-should-retry"));
            assertEquals("close", refused.header("connection"));
            assertTrue(caller.ended());
        }
        assertThrows(ConnectException.class, () -> new RawCaller(rig.gateway().url()).close());
        gate.countDown();
        for (Response stream : streams) {
            assertEnded(stream);
        }
        assertEquals(0, joined(rig, drained));
    }

    /** How many requests were cut, once the gateway has stopped. */
    private static int joined(Rig rig, CompletableFuture<Integer> drained) {
        rig.until(drained::isDone, () -> "does not end: " + rig.gateway().census());
        return drained.join();
    }

    private List<Response> open(Rig rig, TestDialect dialect) throws IOException {
        List<Response> streams = new ArrayList<>();
        for (int stream = 0; stream < STREAMS; stream++) {
            rig.poe().enqueue(dialect.stream("so far", gate::await));
            streams.add(rig.open(dialect, "any", true));
        }
        return streams;
    }

    private static void assertEnded(Response stream) throws IOException {
        Reply reply = read(stream);
        assertEquals("so far", reply.text());
        assertTrue(reply.dialect().ended(reply), reply::body);
    }

    private static Reply read(Response stream) throws IOException {
        try (stream) {
            return Reply.of(stream);
        }
    }

    private static Reply ask(RawCaller caller, String what) throws IOException {
        return caller.send(what + " HTTP/1.1\r\nHost: localhost\r\n\r\n").reply();
    }

    private static boolean takesConnections(Rig rig) {
        try {
            new RawCaller(rig.gateway().url()).close();
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
