package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Verdict.BOTH;
import static poegateway.faults.Verdict.CHAT;
import static poegateway.faults.Verdict.MODEL;
import static poegateway.faults.Verdict.asked;
import static poegateway.faults.Verdict.asking;
import static poegateway.faults.Verdict.badOverHttp1;
import static poegateway.faults.Verdict.brokeOff;
import static poegateway.faults.Verdict.notAgain;
import static poegateway.faults.Verdict.refused;
import static poegateway.faults.Verdict.said;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Response;
import poegateway.rig.GatewayTest;
import poegateway.rig.ManualTime;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.SimulatedPoe;
import poegateway.simulator.chat.ChatScripts;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Scripts;

/** The request is sent and no head comes back, or no good one: the model may have run, so it is not sent again. */
class BeforeHeadFaultIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @GatewayTest
    void aConnectionThatClosesOrIsResetBeforeTheHeadIsNotTriedAgain(Rig rig) {
        for (Mishap mishap : List.of(new Mishap.CloseBeforeHead(), new Mishap.ResetBeforeHead())) {
            for (boolean stream : BOTH) {
                Reply reply = asked(rig, stream, ChatScripts.chat("never sent").with(mishap));
                refused(reply, 502, "upstream_closed");
                notAgain(reply);
            }
        }
        assertEquals(List.of(), rig.time().sleeps());
    }

    @GatewayTest
    void aReusedConnectionThatClosesIsNotTriedAgainEither(Rig rig) {
        for (Mishap mishap : List.of(new Mishap.CloseBeforeHead(), new Mishap.ResetBeforeHead())) {
            said(asked(rig, false, ChatScripts.chat("first")), "first");
            Reply reply = asked(rig, false, ChatScripts.chat("second").with(mishap));
            refused(reply, 502, "upstream_closed");
            notAgain(reply);
            var arrivals = rig.poe().arrivals();
            long before = arrivals.get(arrivals.size() - 2).connection();
            assertEquals(before, arrivals.getLast().connection(), "it was meant to be a reused connection");
        }
        said(asked(rig, false, ChatScripts.chat("third")), "third");
        assertEquals(List.of(), rig.time().sleeps());
    }

    @GatewayTest
    void aWholeReplyWithoutAHeadTimesOutAndPoeIsHungUpOn(Rig rig) throws Exception {
        rig.poe().enqueue(ChatScripts.chat("never").with(new Mishap.HangBeforeHead()));
        CompletableFuture<Reply> asked = asking(() -> rig.chat(MODEL, false));
        assertTrue(rig.poe().awaitArrivals(1, SOON));
        rig.advance(Duration.ofSeconds(181));
        refused(asked.get(), 504, "upstream_timeout");
        notAgain(asked.get());
        assertTrue(rig.poe().await(census -> census.hangUps() == 1, SOON), "Poe was left to go on");
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void aStreamWithoutAHeadTimesOutInItsStream(Rig rig) throws Exception {
        rig.poe().enqueue(ChatScripts.chat("never").with(new Mishap.HangBeforeHead()));
        CompletableFuture<Response> opening =
                CompletableFuture.supplyAsync(() -> Verdict.head(rig, MODEL), Thread::startVirtualThread);
        assertTrue(rig.poe().awaitArrivals(1, SOON));
        rig.advance(Duration.ofSeconds(11));
        try (Response response = rig.await(opening)) {
            rig.advance(Duration.ofSeconds(170));
            Reply reply = new Reply(
                    response.code(), response.headers(), response.body().string());
            brokeOff(reply, "upstream_timeout");
            assertTrue(reply.body().startsWith(": keepalive\n\n"), reply.body());
        }
        assertTrue(rig.poe().await(census -> census.hangUps() == 1, SOON), "Poe was left to go on");
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void aRedirectIsNotFollowedAndTheKeyGoesNowhere(Rig rig) {
        try (SimulatedPoe elsewhere = Rig.simulator(rig.transport(), new ManualTime())) {
            for (boolean stream : BOTH) {
                String location = elsewhere.baseUri() + "/chat/completions";
                Reply reply = asked(rig, stream, Scripts.redirect(location));
                refused(reply, 502, "upstream_bad_response");
                notAgain(reply);
            }
            assertEquals(0, elsewhere.census().openConnections());
            assertEquals(0, elsewhere.census().arrivals());
        }
    }

    @GatewayTest
    void aHeadThatIsNotHttpIsABadResponse(Rig rig) {
        for (boolean stream : BOTH) {
            Reply reply = asked(rig, stream, ChatScripts.chat("x").with(new Mishap.BadStatusLine()));
            refused(reply, 502, badOverHttp1(rig));
            notAgain(reply);
        }
    }

    @GatewayTest
    void aHeadOfHalfAMegabyteIsABadResponse(Rig rig) {
        for (boolean stream : BOTH) {
            Reply reply = asked(rig, stream, ChatScripts.chat("x").with(new Mishap.HugeHeader(500_000)));
            refused(reply, 502, "upstream_bad_response");
            notAgain(reply);
        }
    }

    @GatewayTest
    void informationBeforeTheHeadIsSkipped(Rig rig) {
        said(asked(rig, false, ChatScripts.chat("hello").with(new Mishap.InformationalFirst())), "hello");
        said(asked(rig, true, ChatScripts.chatStream("hello", 2).with(new Mishap.InformationalFirst())), "hello");
    }

    /** With one attempt allowed, whatever arrives twice was sent by the HTTP client itself. */
    @GatewayTest(settings = "upstream.attempts=1")
    void theHttpClientNeverSendsTwiceByItself(Rig rig) {
        String[] tempting = {
            "error-408",
            "error-503-retry-after-0",
            "error-429-retry-after-2",
            "error-500",
            "body-redirect",
            "mishap-close-before-head",
            "mishap-reset-before-head",
            "mishap-refuse-stream",
            "mishap-go-away"
        };
        for (String model : tempting) {
            for (boolean stream : BOTH) {
                said(asked(rig, false, ChatScripts.chat("a connection to reuse")), "a connection to reuse");
                assertTrue(asked(rig, 1, model, stream).status() >= 400, model);
            }
        }
        assertEquals(List.of(), rig.time().sleeps());
    }
}
