package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Verdict.BOTH;
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
import poegateway.rig.TestDialect;
import poegateway.simulator.SimulatedPoe;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Scripts;

/** The request is sent and no head comes back, or no good one: the model may have run, so it is not sent again. */
class BeforeHeadFaultIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @GatewayTest
    void aConnectionThatClosesOrIsResetBeforeTheHeadIsNotTriedAgain(Rig rig, TestDialect dialect) {
        for (Mishap mishap : List.of(new Mishap.CloseBeforeHead(), new Mishap.ResetBeforeHead())) {
            for (boolean stream : BOTH) {
                Reply reply =
                        asked(rig, dialect, stream, dialect.whole("never sent").with(mishap));
                refused(reply, 502, "upstream_closed");
                notAgain(reply);
            }
        }
        assertEquals(List.of(), rig.time().sleeps());
    }

    @GatewayTest
    void aReusedConnectionThatClosesIsNotTriedAgainEither(Rig rig, TestDialect dialect) {
        for (Mishap mishap : List.of(new Mishap.CloseBeforeHead(), new Mishap.ResetBeforeHead())) {
            said(asked(rig, dialect, false, dialect.whole("first")), "first");
            Reply reply = asked(rig, dialect, false, dialect.whole("second").with(mishap));
            refused(reply, 502, "upstream_closed");
            notAgain(reply);
            var arrivals = rig.poe().arrivals();
            long before = arrivals.get(arrivals.size() - 2).connection();
            assertEquals(before, arrivals.getLast().connection(), "it was meant to be a reused connection");
        }
        said(asked(rig, dialect, false, dialect.whole("third")), "third");
        assertEquals(List.of(), rig.time().sleeps());
    }

    @GatewayTest
    void aWholeReplyWithoutAHeadTimesOutAndPoeIsHungUpOn(Rig rig, TestDialect dialect) throws Exception {
        rig.poe().enqueue(dialect.whole("never").with(new Mishap.HangBeforeHead()));
        CompletableFuture<Reply> asked = asking(() -> rig.ask(dialect, MODEL, false));
        assertTrue(rig.poe().awaitArrivals(1, SOON));
        rig.advance(Duration.ofSeconds(181));
        refused(asked.get(), 504, "upstream_timeout");
        notAgain(asked.get());
        assertTrue(rig.poe().await(census -> census.hangUps() == 1, SOON), "Poe was left to go on");
        assertEquals(1, rig.poe().arrivals(dialect.pathAtPoe()));
    }

    @GatewayTest
    void aStreamWithoutAHeadTimesOutInItsStream(Rig rig, TestDialect dialect) throws Exception {
        rig.poe().enqueue(dialect.whole("never").with(new Mishap.HangBeforeHead()));
        CompletableFuture<Response> opening =
                CompletableFuture.supplyAsync(() -> Verdict.head(rig, dialect, MODEL), Thread::startVirtualThread);
        assertTrue(rig.poe().awaitArrivals(1, SOON));
        rig.advance(Duration.ofSeconds(11));
        try (Response response = rig.await(opening)) {
            rig.advance(Duration.ofSeconds(170));
            Reply reply = Reply.of(response);
            brokeOff(reply, "upstream_timeout");
            assertTrue(reply.body().startsWith(": keepalive\n\n"), reply.body());
        }
        assertTrue(rig.poe().await(census -> census.hangUps() == 1, SOON), "Poe was left to go on");
        assertEquals(1, rig.poe().arrivals(dialect.pathAtPoe()));
    }

    @GatewayTest
    void aRedirectIsNotFollowedAndTheKeyGoesNowhere(Rig rig, TestDialect dialect) {
        try (SimulatedPoe elsewhere = Rig.simulator(rig.transport(), new ManualTime())) {
            for (boolean stream : BOTH) {
                String location =
                        elsewhere.baseUri().resolve(dialect.pathAtPoe()).toString();
                Reply reply = asked(rig, dialect, stream, Scripts.redirect(location));
                refused(reply, 502, "upstream_bad_response");
                notAgain(reply);
            }
            assertEquals(0, elsewhere.census().openConnections());
            assertEquals(0, elsewhere.census().arrivals());
        }
    }

    @GatewayTest
    void aHeadThatIsNotHttpIsABadResponse(Rig rig, TestDialect dialect) {
        for (boolean stream : BOTH) {
            Reply reply = asked(rig, dialect, stream, dialect.whole("x").with(new Mishap.BadStatusLine()));
            refused(reply, 502, badOverHttp1(rig));
            notAgain(reply);
        }
    }

    @GatewayTest
    void aHeadOfHalfAMegabyteIsABadResponse(Rig rig, TestDialect dialect) {
        for (boolean stream : BOTH) {
            Reply reply = asked(rig, dialect, stream, dialect.whole("x").with(new Mishap.HugeHeader(500_000)));
            refused(reply, 502, "upstream_bad_response");
            notAgain(reply);
        }
    }

    @GatewayTest
    void informationBeforeTheHeadIsSkipped(Rig rig, TestDialect dialect) {
        said(asked(rig, dialect, false, dialect.whole("hello").with(new Mishap.InformationalFirst())), "hello");
        said(asked(rig, dialect, true, dialect.stream("he", "llo").with(new Mishap.InformationalFirst())), "hello");
    }

    /** With one attempt allowed, whatever arrives twice was sent by the HTTP client itself. */
    @GatewayTest(simulated = true, settings = "upstream.attempts=1")
    void theHttpClientNeverSendsTwiceByItself(Rig rig, TestDialect dialect) {
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
                said(asked(rig, dialect, false, dialect.whole("a connection to reuse")), "a connection to reuse");
                assertTrue(asked(rig, dialect, 1, model, stream).status() >= 400, model);
            }
        }
        assertEquals(List.of(), rig.time().sleeps());
    }
}
