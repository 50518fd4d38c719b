package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import poegateway.rig.Transport;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** The gateway is told to stop while streams run: none is cut without a word. */
class DrainIT {
    private static final int STREAMS = 100;
    private static final String FIRST =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"so far\"},\"finish_reason\":null}]}";
    private static final String LAST =
            FIRST.replace("so far", "the end").replace("\"finish_reason\":null", "\"finish_reason\":\"stop\"");

    private final CountDownLatch gate = new CountDownLatch(1);

    @GatewayTest
    void streamsThatFinishInTimeFinish(Rig rig) throws IOException {
        List<Response> streams = open(rig);
        CompletableFuture<Integer> drained = CompletableFuture.supplyAsync(rig.gateway()::drain);
        gate.countDown();
        for (Response stream : streams) {
            String body = body(stream);
            assertTrue(body.endsWith("data: [DONE]\n\n"), body);
        }
        assertEquals(0, joined(rig, drained));
    }

    @GatewayTest
    void streamsThatDoNotFinishInTimeEndInAnErrorEvent(Rig rig) throws IOException {
        List<Response> streams = open(rig);
        int waiting = rig.gateway().census().tickerListeners();
        CompletableFuture<Integer> drained = CompletableFuture.supplyAsync(rig.gateway()::drain);
        rig.until(
                () -> !takesConnections(rig) && rig.gateway().census().tickerListeners() > waiting,
                () -> "does not wait");
        rig.advance(Duration.ofSeconds(61));
        for (Response stream : streams) {
            String body = body(stream);
            assertTrue(body.contains("so far"), body);
            assertTrue(body.contains("\"code\":\"gateway_restarting\"") && !body.contains("[DONE]"), body);
        }
        assertEquals(STREAMS, joined(rig, drained));
        gate.countDown();
    }

    @GatewayTest(transport = Transport.H1, settings = "server.body-timeout=120s")
    void aBodyThatIsStillComingWhenTheTimeIsOverMayBeSentAgain(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            String request = RawCaller.chatRequest("Claude-Sonnet-4.6", false);
            caller.send(request.substring(0, request.length() - 1));
            rig.until(() -> rig.gateway().requestsIn(RequestPhase.READING_BODY) == 1, () -> "never began");
            int waiting = rig.gateway().census().tickerListeners();
            CompletableFuture<Integer> drained = CompletableFuture.supplyAsync(rig.gateway()::drain);
            rig.until(
                    () -> !takesConnections(rig) && rig.gateway().census().tickerListeners() > waiting,
                    () -> "does not wait");
            rig.advance(Duration.ofSeconds(61));
            Reply reply = caller.reply();
            assertEquals(503, reply.status(), reply.body());
            assertEquals("gateway_draining", reply.errorCode());
            assertEquals("true", reply.header("x-should-retry"));
            assertEquals("close", reply.header("connection"));
            assertEquals(1, joined(rig, drained));
        }
        assertEquals(0, rig.poe().census().arrivals());
    }

    @GatewayTest
    void whoIsAskedTwiceToStopDoesNotWait(Rig rig) throws IOException {
        List<Response> streams = open(rig);
        CompletableFuture<Integer> drained = CompletableFuture.supplyAsync(rig.gateway()::drain);
        rig.until(() -> !rig.gateway().ready(), () -> "still ready");
        assertEquals(0, rig.gateway().drain());
        assertEquals(STREAMS, joined(rig, drained));
        for (Response stream : streams) {
            assertTrue(body(stream).contains("gateway_restarting"));
        }
        gate.countDown();
    }

    @GatewayTest(transport = Transport.H1, settings = "server.drain-delay=5s")
    void whatIsNewIsTakenWhileBalancersLookAndRefusedAfterThat(Rig rig) throws IOException {
        List<Response> streams = open(rig);
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
            assertTrue(body(stream).endsWith("data: [DONE]\n\n"));
        }
        assertEquals(0, joined(rig, drained));
    }

    /** How many requests were cut, once the gateway has stopped. */
    private static int joined(Rig rig, CompletableFuture<Integer> drained) {
        rig.until(drained::isDone, () -> "does not end: " + rig.gateway().census());
        return drained.join();
    }

    private List<Response> open(Rig rig) throws IOException {
        List<Response> streams = new ArrayList<>();
        Script script = Scripts.streamOf(List.of(
                Scripts.piece("data: " + FIRST + "\n\n"),
                Scripts.piece("data: " + LAST + "\n\ndata: [DONE]\n\n", gate::await)));
        for (int stream = 0; stream < STREAMS; stream++) {
            rig.poe().enqueue(script);
            streams.add(rig.open("any", true));
        }
        return streams;
    }

    private static String body(Response stream) throws IOException {
        try (stream) {
            return stream.body().string();
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
