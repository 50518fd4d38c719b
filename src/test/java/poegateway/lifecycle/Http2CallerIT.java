package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import poegateway.core.RequestPhase;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawHttp2Caller;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;
import poegateway.simulator.script.Mishap;

/** What callers do over HTTP/2 frame by frame: how they leave, and how the gateway tells them to go. */
class Http2CallerIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    @GatewayTest(transport = Transport.H2)
    void whoSaysGoAwayAndThenLeavesIsSeen(Rig rig, TestDialect dialect) throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            for (int error : new int[] {0, 8}) {
                for (boolean reset : new boolean[] {true, false}) {
                    rig.poe().enqueue(dialect.whole("never").with(new Mishap.HangBeforeHead()));
                    rig.poe().enqueue(dialect.whole("never").with(new Mishap.HangBeforeHead()));
                    RawHttp2Caller caller = new RawHttp2Caller(rig);
                    caller.ask(1, dialect, "any", stream)
                            .ask(3, dialect, "any", stream)
                            .send();
                    assertTrue(rig.poe().awaitOpen(2, AT_ONCE));
                    rig.until(() -> rig.poe().scriptsWaiting() == 0, () -> "Poe has not read both requests");
                    caller.goAway(error).send().drop(reset);
                    assertTrue(rig.poe().awaitOpen(0, AT_ONCE), "Poe was not hung up on");
                }
            }
        }
        rig.awaitQuiet();
        assertEquals(16, counted(rig, dialect.path(), "client_cancelled", "499"));
    }

    @GatewayTest(transport = Transport.H2, settings = "server.idle-timeout=1s")
    void whoSaysGoAwayAndStaysIsAnsweredHoweverLongItTakes(Rig rig, TestDialect dialect) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        rig.poe().enqueue(dialect.whole("text-1", gate::await));
        try (RawHttp2Caller caller = new RawHttp2Caller(rig)) {
            caller.ask(1, dialect, "any", false).goAway(0).send();
            assertTrue(rig.poe().awaitOpen(1, AT_ONCE));
            try (RawHttp2Caller idle = new RawHttp2Caller(rig)) {
                assertTrue(idle.send().ended());
            }
            gate.countDown();
            assertEquals(200, caller.status(1));
            assertTrue(caller.next(RawHttp2Caller.DATA).text().contains("text-1"));
            assertTrue(caller.ended());
        }
    }

    @GatewayTest(transport = Transport.H2)
    void aStreamThatIsResetRightBehindItsHeadCountsAsACallerWhoLeft(Rig rig, TestDialect dialect) throws Exception {
        try (RawHttp2Caller caller = new RawHttp2Caller(rig)) {
            for (int stream = 1; stream < 41; stream += 2) {
                caller.head(stream, "POST", dialect.path(), JSON, false)
                        .reset(stream)
                        .send();
            }
            caller.head(101, "GET", "/health/live", Map.of(), true).send();
            assertEquals(200, caller.status(101));
            caller.next(RawHttp2Caller.DATA);
            rig.awaitQuiet();
        }
        assertEquals(20, counted(rig, "", "client_cancelled", "499"), () -> metrics(rig));
    }

    @GatewayTest(transport = Transport.H2)
    void whoLeavesInTheMiddleOfItsBodyCountsAsACallerWhoLeft(Rig rig, TestDialect dialect) throws Exception {
        for (boolean reset : new boolean[] {true, false}) {
            try (RawHttp2Caller caller = new RawHttp2Caller(rig)) {
                caller.head(1, "POST", dialect.path(), JSON, false).send();
                rig.awaitPhase(RequestPhase.READING_BODY);
                if (reset) {
                    caller.reset(1).send();
                } else {
                    caller.drop(true);
                }
                rig.awaitQuiet();
            }
        }
        assertEquals(2, counted(rig, dialect.path(), "client_cancelled", "499"), () -> metrics(rig));
    }

    @GatewayTest(transport = Transport.H2)
    void whileTheGatewayStopsACallerIsToldToGoBehindItsAnswer(Rig rig, TestDialect dialect) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        rig.poe().enqueue(dialect.whole("text-1", gate::await));
        try (RawHttp2Caller caller = new RawHttp2Caller(rig);
                RawHttp2Caller idle = new RawHttp2Caller(rig)) {
            idle.head(1, "GET", "/health/live", Map.of(), true).send();
            assertEquals(200, idle.status(1));
            caller.ask(1, dialect, "any", false).send();
            assertTrue(rig.poe().awaitOpen(1, AT_ONCE));
            CompletableFuture<Integer> drained = CompletableFuture.supplyAsync(rig.gateway()::drain);
            rig.until(() -> !takesConnections(rig), () -> "still takes connections");
            for (RawHttp2Caller each : List.of(idle, caller)) {
                each.head(3, "GET", "/v1/models", Map.of(), true).send();
                assertEquals(503, each.status(3));
                assertEquals(Integer.MAX_VALUE, lastStream(each), "streams under way go on");
            }
            assertEquals(3, lastStream(idle));
            gate.countDown();
            assertEquals(200, caller.status(1));
            assertEquals(3, lastStream(caller));
            rig.until(drained::isDone, () -> "does not end: " + rig.gateway().census());
            assertEquals(0, drained.join());
        }
    }

    @GatewayTest(transport = Transport.H2)
    void aHeadThatIsTooLargeIsRefusedAloneAndTheOtherStreamsGoOn(Rig rig, TestDialect dialect) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        rig.poe().enqueue(dialect.whole("text-1", gate::await));
        try (RawHttp2Caller caller = new RawHttp2Caller(rig)) {
            caller.ask(1, dialect, "any", false).send();
            assertTrue(rig.poe().awaitOpen(1, AT_ONCE));
            Map<Integer, Integer> statusOfLength = Map.of(15_000, 200, 17_000, 431, 60_000, 431);
            int stream = 3;
            for (int length : statusOfLength.keySet()) {
                Map<String, String> large = Map.of("x-large", "x".repeat(length));
                caller.head(stream, "GET", "/health/live", large, true).send();
                assertEquals(statusOfLength.get(length), caller.status(stream), () -> length + " bytes");
                stream += 2;
            }
            caller.head(stream, "GET", "/?" + "x".repeat(17_000), Map.of(), true)
                    .send();
            assertEquals(431, caller.status(stream));
            gate.countDown();
            assertEquals(200, caller.status(1));
            caller.next(RawHttp2Caller.DATA);
        }
    }

    @GatewayTest(transport = Transport.H2)
    void unknownExpectationsAreIgnored(Rig rig) throws Exception {
        try (RawHttp2Caller caller = new RawHttp2Caller(rig)) {
            for (String expectation : List.of("200-ok", "100-continue, other")) {
                int stream = expectation.length() + 1 - expectation.length() % 2;
                caller.head(stream, "GET", "/health/live", Map.of("expect", expectation), true)
                        .send();
                assertEquals(200, caller.status(stream));
            }
        }
    }

    private static int lastStream(RawHttp2Caller caller) throws IOException {
        byte[] payload = caller.next(RawHttp2Caller.GOAWAY).payload();
        return ByteBuffer.wrap(payload).getInt();
    }

    private static boolean takesConnections(Rig rig) {
        try {
            new RawHttp2Caller(rig).close();
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static String metrics(Rig rig) {
        return rig.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("poe_gateway_requests_total"))
                .collect(Collectors.joining("\n"));
    }

    private static int counted(Rig rig, String route, String outcome, String status) {
        return metrics(rig)
                .lines()
                .filter(line -> line.contains(route)
                        && line.contains("outcome=\"" + outcome + "\"")
                        && line.contains("status=\"" + status + "\""))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
