package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Verdict.BOTH;
import static poegateway.faults.Verdict.MODEL;
import static poegateway.faults.Verdict.asked;
import static poegateway.faults.Verdict.asking;
import static poegateway.faults.Verdict.brokeOff;
import static poegateway.faults.Verdict.refused;
import static poegateway.faults.Verdict.said;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import poegateway.faults.Streams.Gate;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;

/** What only HTTP/2 knows: streams that were refused unseen may be sent again, streams that were begun may not. */
class Http2FaultIT {
    private static final int ATTEMPTS = 3;

    @GatewayTest(simulated = true, transport = Transport.H2)
    void aStreamThatIsAlwaysRefusedUnseenIsTriedThreeTimes(Rig rig, TestDialect dialect) {
        for (String model : List.of("mishap-refuse-stream", "mishap-go-away")) {
            for (boolean stream : BOTH) {
                Reply reply = asked(rig, dialect, ATTEMPTS, model, stream);
                refused(reply, 502, "upstream_closed");
                assertEquals("true", reply.headers().get("x-should-retry"));
            }
        }
        assertEquals(4 * (ATTEMPTS - 1), rig.time().sleeps().size());
    }

    @GatewayTest(transport = Transport.H2)
    void aStreamThatIsRefusedUnseenOnceIsAnswered(Rig rig, TestDialect dialect) {
        for (Mishap unseen : List.of(new Mishap.RefuseStream(), new Mishap.GoAway())) {
            Script refusal = dialect.whole("unseen").with(unseen);
            said(asked(rig, dialect, false, refusal, dialect.whole("seen")), "seen");
            Reply reply = asked(rig, dialect, true, refusal, refusal, dialect.stream("seen ", "at last"));
            said(reply, "seen at last");
            assertEquals("3", reply.headers().get("x-poe-gateway-attempts"));
        }
    }

    @GatewayTest(transport = Transport.H2)
    void afterGoAwayAnotherConnectionIsUsed(Rig rig, TestDialect dialect) {
        said(asked(rig, dialect, false, dialect.whole("one")), "one");
        said(
                asked(rig, dialect, false, dialect.whole("unseen").with(new Mishap.GoAway()), dialect.whole("two")),
                "two");
        var arrivals = rig.poe().arrivals();
        assertNotEquals(arrivals.getFirst().connection(), arrivals.getLast().connection());
    }

    @GatewayTest(transport = Transport.H2)
    void aResetStreamLeavesItsNeighbourAlone(Rig rig, TestDialect dialect) throws Exception {
        Gate gate = new Gate();
        Script neighbour = dialect.stream("beside", gate);
        CompletableFuture<Reply> beside = streaming(rig, dialect, neighbour, 1);
        Reply reset = asked(rig, dialect, true, dialect.stream("so far").with(new Mishap.ResetMidBody(1)));
        brokeOff(reset, "upstream_closed");
        gate.open();
        said(beside.get(), "beside");
        assertEquals(
                1,
                rig.poe().arrivals().stream()
                        .map(arrival -> arrival.connection())
                        .distinct()
                        .count());
    }

    @GatewayTest(transport = Transport.H2)
    void aConnectionThatDiesEndsAllItsStreamsAndNoneIsSentAgain(Rig rig, TestDialect dialect) throws Exception {
        Script neighbour = dialect.stream("so far").with(new Mishap.HangMidBody(1));
        CompletableFuture<Reply> beside = streaming(rig, dialect, neighbour, 1);
        Reply dying = asked(rig, dialect, true, dialect.stream("so far").with(new Mishap.CloseMidBody(1)));
        brokeOff(dying, "upstream_closed");
        Reply other = beside.get();
        if (other.status() == 200) {
            brokeOff(other, "upstream_closed");
        } else { // its first event was still on the way
            refused(other, 502, "upstream_closed");
        }
        assertEquals(2, rig.poe().arrivals(dialect.pathAtPoe()));
        said(asked(rig, dialect, false, dialect.whole("on a new connection")), "on a new connection");
    }

    /** Begins a stream, and returns when Poe has sent something. */
    private static CompletableFuture<Reply> streaming(Rig rig, TestDialect dialect, Script script, int arrivals)
            throws Exception {
        rig.poe().enqueue(script);
        CompletableFuture<Reply> stream = asking(() -> rig.ask(dialect, MODEL, true));
        assertTrue(rig.poe()
                .await(census -> census.arrivals() == arrivals && census.bytesSent() > 0, Duration.ofSeconds(10)));
        return stream;
    }
}
