package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Streams.DONE;
import static poegateway.faults.Streams.END;
import static poegateway.faults.Streams.FIRST;
import static poegateway.faults.Streams.delta;
import static poegateway.faults.Streams.frames;
import static poegateway.faults.Verdict.MODEL;
import static poegateway.faults.Verdict.asked;
import static poegateway.faults.Verdict.badOverHttp1;
import static poegateway.faults.Verdict.brokeOff;
import static poegateway.faults.Verdict.notAgain;
import static poegateway.faults.Verdict.refused;
import static poegateway.faults.Verdict.said;
import static poegateway.rig.ChatDialect.CHAT;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.Response;
import poegateway.core.RequestPhase;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** A stream that goes wrong after its first event: what came is passed on, then one event says what broke it. */
class StreamFaultIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @GatewayTest
    void aStreamThatIsCutSaysSo(Rig rig, TestDialect dialect) {
        for (Mishap cut : List.of(new Mishap.ResetMidBody(2), new Mishap.CloseMidBody(2))) {
            assertBroken(asked(rig, dialect, true, begun(dialect).with(cut)), "upstream_closed");
        }
        Script counted = begun(dialect);
        Script withLength = new Script(
                counted.status(),
                counted.headers(),
                Script.Framing.CONTENT_LENGTH,
                counted.pieces(),
                new Mishap.CloseMidBody(2));
        assertBroken(asked(rig, dialect, true, withLength), "upstream_closed");
    }

    @GatewayTest
    void aStreamThatIsCutBeforeItsFirstEventHasATrueStatus(Rig rig, TestDialect dialect) {
        for (Mishap cut : List.of(new Mishap.ResetMidBody(0), new Mishap.CloseMidBody(0))) {
            Reply reply = asked(rig, dialect, true, begun(dialect).with(cut));
            refused(reply, 502, "upstream_closed");
            notAgain(reply);
        }
    }

    @GatewayTest
    void aStreamThatFallsSilentIsCutAfterTheIdleTime(Rig rig, TestDialect dialect) throws Exception {
        rig.poe().enqueue(begun(dialect).with(new Mishap.HangMidBody(2)));
        assertBroken(afterBeginning(rig, dialect, Duration.ofSeconds(91)), "upstream_idle_timeout");
        assertTrue(rig.poe().await(census -> census.hangUps() == 1, SOON), "Poe was left to go on");
        assertEquals(1, rig.poe().arrivals(dialect.pathAtPoe()));
    }

    @GatewayTest(settings = {"upstream.total-timeout=50s", "server.heartbeat=off"})
    void aStreamThatTakesLongerThanAllowedIsCut(Rig rig, TestDialect dialect) throws Exception {
        rig.poe().enqueue(begun(dialect).with(new Mishap.HangMidBody(2)));
        Reply reply = afterBeginning(rig, dialect, Duration.ofSeconds(51));
        brokeOff(reply, "upstream_timeout");
        assertTrue(reply.errorMessage().contains("upstream.total-timeout"), reply.body());
        assertTrue(rig.poe().await(census -> census.hangUps() == 1, SOON), "Poe was left to go on");
    }

    @GatewayTest
    void aStreamInSingleBytesOverMinutesArrivesWhole(Rig rig) {
        Script slow =
                Scripts.sse(FIRST, delta("drop by drop"), END, DONE).with(new Mishap.Drip(1, Duration.ofMillis(400)));
        Reply reply = asked(rig, true, slow);
        assertEquals(frames(FIRST, delta("drop by drop"), END, DONE), withoutSignsOfLife(reply.body()));
    }

    @GatewayTest
    void aStreamThatEndsUnfinishedIsTruncated(Rig rig, TestDialect dialect) {
        assertBroken(asked(rig, dialect, true, dialect.brokenBy("", "half ", "an ")), "upstream_truncated");
        assertBroken(asked(rig, dialect, true, begun(dialect).with(new Mishap.EndEarly(2))), "upstream_truncated");
        Script inAnEvent = Streams.cut(
                String.join("", dialect.events("half ", "an ", "answer")).stripTrailing(), 64);
        assertBroken(asked(rig, dialect, true, inAnEvent), "upstream_truncated");
    }

    @GatewayTest
    void aStreamWithoutAnyEventHasATrueStatus(Rig rig, TestDialect dialect) {
        Reply empty = asked(rig, dialect, true, Scripts.sse());
        refused(empty, 502, "upstream_truncated");
        notAgain(empty);
    }

    @GatewayTest
    void aStreamOfItsEndMarkAloneHasATrueStatus(Rig rig) {
        Reply onlyDone = asked(rig, true, Scripts.sse(DONE));
        refused(onlyDone, 502, "upstream_bad_response");
        notAgain(onlyDone);
    }

    @GatewayTest
    void aFinishedStreamWithoutDoneGetsOne(Rig rig) {
        Reply reply = asked(rig, true, Scripts.sse(FIRST, delta("done"), END));
        assertEquals(frames(FIRST, delta("done"), END, DONE), reply.body());
    }

    @GatewayTest
    void anEventThatIsNoJsonEndsTheStream(Rig rig) {
        for (String broken : List.of("{\"id\":\"x\",\"choices\":[{", "[1,2,3]", "words", "{} {}")) {
            Script script = CHAT.brokenBy(frames(broken, END, DONE), "half ", "an ");
            assertBroken(asked(rig, true, script), "upstream_bad_response");
        }
        Reply first = asked(rig, true, Scripts.sse("{broken", END, DONE));
        refused(first, 502, "upstream_bad_response");
        notAgain(first);
    }

    @GatewayTest(settings = "upstream.event-limit=128KiB")
    void aLineOverTheLimitIsTooLargeAndPoeIsHungUpOn(Rig rig, TestDialect dialect) throws Exception {
        Script endless = begun(dialect).with(new Mishap.EndlessLine(2, 64 << 20));
        assertBroken(asked(rig, dialect, true, endless), "upstream_too_large");
        Reply first = asked(rig, dialect, true, begun(dialect).with(new Mishap.EndlessLine(0, 64 << 20)));
        refused(first, 502, "upstream_too_large");
        notAgain(first);
        assertTrue(rig.poe().await(census -> census.hangUps() == 2, SOON), "Poe was left to go on");
        assertTrue(
                rig.poe().census().bytesSent() < 64 << 20,
                () -> "sent " + rig.poe().census());
    }

    @GatewayTest
    void anErrorInTheStreamKeepsItsCode(Rig rig, TestDialect dialect) {
        Script failing = dialect.brokenBy(dialect.failing(500, "provider_error") + dialect.end(), "half ", "an ");
        Reply reply = asked(rig, dialect, true, failing);
        assertBroken(reply, "upstream_error");
        assertTrue(reply.errorMessage().contains("It went wrong."), reply.body());
        Script overloaded = dialect.brokenBy(dialect.failing(529, "overloaded_error"), "half ", "an ");
        assertBroken(asked(rig, dialect, true, overloaded), "upstream_overloaded");
        Script limited = dialect.brokenBy(dialect.failing(429, "rate_limit_error"), "half ", "an ");
        assertBroken(asked(rig, dialect, true, limited), "rate_limit_exceeded");
    }

    @GatewayTest
    void anErrorThatIsOnlyNamedLeavesInTheFormThatClientsRead(Rig rig) {
        String named = seen(CHAT) + "event: error\ndata: {\"message\":\"It went wrong.\"}\n\n";
        Reply reply = asked(rig, true, Streams.cut(named, 1024));
        assertBroken(reply, "upstream_error");
        assertFalse(reply.body().contains("event:"), reply.body());
    }

    @GatewayTest
    void compressionThatIsCutInTheStreamIsABadResponse(Rig rig, TestDialect dialect) {
        Script longer = dialect.stream("a text of some length, so that a part of it is read".split(""));
        Reply reply = asked(rig, dialect, true, longer.with(new Mishap.Gzip(true)));
        brokeOff(reply, "upstream_bad_response");
    }

    @GatewayTest
    void aChunkSizeThatIsNoNumberEndsTheStream(Rig rig, TestDialect dialect) {
        assertBroken(asked(rig, dialect, true, begun(dialect).with(new Mishap.BadChunkSize(2))), badOverHttp1(rig));
    }

    @GatewayTest
    void whatComesAfterTheEndMarkIsNobodysConcern(Rig rig, TestDialect dialect) throws Exception {
        Script complete = dialect.stream("all");
        for (Mishap late : List.of(new Mishap.CloseMidBody(2), new Mishap.ResetMidBody(2))) {
            said(asked(rig, dialect, true, complete.with(late)), "all");
        }
        String late = dialect.failing(500, "late") + "data: {broken\n\n";
        said(asked(rig, dialect, true, dialect.brokenBy(dialect.end() + late, "all")), "all");
    }

    /** Two pieces, one that never comes, and the end. */
    private static Script begun(TestDialect dialect) {
        return dialect.stream("half ", "an ", "answer");
    }

    /** Reads the first two events, lets time pass, and reads on. */
    private static Reply afterBeginning(Rig rig, TestDialect dialect, Duration wait) throws IOException {
        try (Response response = rig.open(dialect, MODEL, true)) {
            String beginning = response.body().source().readUtf8(seen(dialect).length());
            rig.awaitPhase(RequestPhase.AWAITING_BYTES);
            rig.advance(wait);
            return Reply.of(
                    response, beginning + rig.reading(() -> response.body().string()));
        }
    }

    private static String seen(TestDialect dialect) {
        return String.join("", dialect.events("half ", "an "));
    }

    private static void assertBroken(Reply reply, String code) {
        brokeOff(reply, code);
        assertTrue(reply.body().startsWith(seen(reply.dialect())), reply.body());
        assertFalse(reply.body().contains("answer\""), reply.body());
    }

    private static String withoutSignsOfLife(String body) {
        return body.replace(": keepalive\n\n", "")
                .replaceAll("data: [^\n]*\"delta\":\\{},\"logprobs\":null,\"finish_reason\":null[^\n]*\n\n", "");
    }
}
