package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Streams.END;
import static poegateway.faults.Streams.FIRST;
import static poegateway.faults.Streams.event;
import static poegateway.faults.Verdict.BOTH;
import static poegateway.faults.Verdict.CHAT;
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
import poegateway.rig.Transport;
import poegateway.simulator.chat.ChatScripts;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** What only HTTP/2 knows: streams that were refused unseen may be sent again, streams that were begun may not. */
class Http2FaultIT {
    private static final int ATTEMPTS = 3;

    @GatewayTest(transport = Transport.H2)
    void aStreamThatIsAlwaysRefusedUnseenIsTriedThreeTimes(Rig rig) {
        for (String model : List.of("mishap-refuse-stream", "mishap-go-away")) {
            for (boolean stream : BOTH) {
                Reply reply = asked(rig, ATTEMPTS, model, stream);
                refused(reply, 502, "upstream_closed");
                assertEquals("true", reply.headers().get("x-should-retry"));
            }
        }
        assertEquals(4 * (ATTEMPTS - 1), rig.time().sleeps().size());
    }

    @GatewayTest(transport = Transport.H2)
    void aStreamThatIsRefusedUnseenOnceIsAnswered(Rig rig) {
        for (Mishap unseen : List.of(new Mishap.RefuseStream(), new Mishap.GoAway())) {
            Script refusal = ChatScripts.chat("unseen").with(unseen);
            said(asked(rig, false, refusal, ChatScripts.chat("seen")), "seen");
            Reply reply = asked(rig, true, refusal, refusal, ChatScripts.chatStream("seen at last", 4));
            said(reply, "seen at last");
            assertEquals("3", reply.headers().get("x-poe-gateway-attempts"));
        }
    }

    @GatewayTest(transport = Transport.H2)
    void afterGoAwayAnotherConnectionIsUsed(Rig rig) {
        said(asked(rig, false, ChatScripts.chat("one")), "one");
        said(asked(rig, false, ChatScripts.chat("unseen").with(new Mishap.GoAway()), ChatScripts.chat("two")), "two");
        var arrivals = rig.poe().arrivals();
        assertNotEquals(arrivals.getFirst().connection(), arrivals.getLast().connection());
    }

    @GatewayTest(transport = Transport.H2)
    void aResetStreamLeavesItsNeighbourAlone(Rig rig) throws Exception {
        Gate gate = new Gate();
        Script neighbour = Scripts.streamOf(List.of(event(FIRST), event(END, gate), event(Streams.DONE)));
        CompletableFuture<Reply> beside = streaming(rig, neighbour, 1);
        Reply reset = asked(rig, true, Scripts.sse(FIRST, END).with(new Mishap.ResetMidBody(1)));
        brokeOff(reset, "upstream_closed");
        gate.open();
        said(beside.get(), "");
        assertEquals(
                1,
                rig.poe().arrivals().stream()
                        .map(arrival -> arrival.connection())
                        .distinct()
                        .count());
    }

    @GatewayTest(transport = Transport.H2)
    void aConnectionThatDiesEndsAllItsStreamsAndNoneIsSentAgain(Rig rig) throws Exception {
        Script neighbour = Scripts.sse(FIRST, END).with(new Mishap.HangMidBody(1));
        CompletableFuture<Reply> beside = streaming(rig, neighbour, 1);
        Reply dying = asked(rig, true, Scripts.sse(FIRST, END).with(new Mishap.CloseMidBody(1)));
        brokeOff(dying, "upstream_closed");
        Reply other = beside.get();
        if (other.status() == 200) {
            brokeOff(other, "upstream_closed");
        } else { // its first event was still on the way
            refused(other, 502, "upstream_closed");
        }
        assertEquals(2, rig.poe().arrivals(CHAT));
        said(asked(rig, false, ChatScripts.chat("on a new connection")), "on a new connection");
    }

    /** Begins a stream, and returns when Poe has sent something. */
    private static CompletableFuture<Reply> streaming(Rig rig, Script script, int arrivals) throws Exception {
        rig.poe().enqueue(script);
        CompletableFuture<Reply> stream = asking(() -> rig.chat(MODEL, true));
        assertTrue(rig.poe()
                .await(census -> census.arrivals() == arrivals && census.bytesSent() > 0, Duration.ofSeconds(10)));
        return stream;
    }
}
