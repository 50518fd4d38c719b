package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Streams.DONE;
import static poegateway.faults.Streams.END;
import static poegateway.faults.Streams.FIRST;
import static poegateway.faults.Streams.delta;
import static poegateway.faults.Streams.error;
import static poegateway.faults.Streams.frames;
import static poegateway.faults.Verdict.CHAT;
import static poegateway.faults.Verdict.MODEL;
import static poegateway.faults.Verdict.asked;
import static poegateway.faults.Verdict.badOverHttp1;
import static poegateway.faults.Verdict.brokeOff;
import static poegateway.faults.Verdict.notAgain;
import static poegateway.faults.Verdict.refused;
import static poegateway.faults.Verdict.said;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.Response;
import poegateway.core.RequestPhase;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.chat.ChatScripts;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** A stream that goes wrong after its first event: what came is passed on, then one event says what broke it. */
class StreamFaultIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String SEEN = frames(FIRST, delta("half an "));

    @GatewayTest
    void aStreamThatIsCutSaysSo(Rig rig) {
        for (Mishap cut : List.of(new Mishap.ResetMidBody(2), new Mishap.CloseMidBody(2))) {
            assertBroken(asked(rig, true, begun().with(cut)), "upstream_closed");
        }
        Script counted = begun();
        Script withLength = new Script(
                counted.status(),
                counted.headers(),
                Script.Framing.CONTENT_LENGTH,
                counted.pieces(),
                new Mishap.CloseMidBody(2));
        assertBroken(asked(rig, true, withLength), "upstream_closed");
    }

    @GatewayTest
    void aStreamThatIsCutBeforeItsFirstEventHasATrueStatus(Rig rig) {
        for (Mishap cut : List.of(new Mishap.ResetMidBody(0), new Mishap.CloseMidBody(0))) {
            Reply reply = asked(rig, true, begun().with(cut));
            refused(reply, 502, "upstream_closed");
            notAgain(reply);
        }
    }

    @GatewayTest
    void aStreamThatFallsSilentIsCutAfterTheIdleTime(Rig rig) throws Exception {
        rig.poe().enqueue(begun().with(new Mishap.HangMidBody(2)));
        assertBroken(afterBeginning(rig, Duration.ofSeconds(91)), "upstream_idle_timeout");
        assertTrue(rig.poe().await(census -> census.hangUps() == 1, SOON), "Poe was left to go on");
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(settings = {"upstream.total-timeout=50s", "server.heartbeat=off"})
    void aStreamThatTakesLongerThanAllowedIsCut(Rig rig) throws Exception {
        rig.poe().enqueue(begun().with(new Mishap.HangMidBody(2)));
        Reply reply = afterBeginning(rig, Duration.ofSeconds(51));
        brokeOff(reply, "upstream_timeout");
        assertTrue(reply.error().path("message").asText().contains("upstream.total-timeout"), reply.body());
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
    void aStreamThatEndsUnfinishedIsTruncated(Rig rig) {
        assertBroken(asked(rig, true, Scripts.sse(FIRST, delta("half an "))), "upstream_truncated");
        assertBroken(asked(rig, true, begun().with(new Mishap.EndEarly(2))), "upstream_truncated");
        Script inAnEvent = Streams.cut(SEEN + "data: " + END, 64);
        assertBroken(asked(rig, true, inAnEvent), "upstream_truncated");
    }

    @GatewayTest
    void aStreamWithoutAnyEventHasATrueStatus(Rig rig) {
        Reply empty = asked(rig, true, Scripts.sse());
        refused(empty, 502, "upstream_truncated");
        notAgain(empty);
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
            Script script = Scripts.sse(FIRST, delta("half an "), broken, END, DONE);
            assertBroken(asked(rig, true, script), "upstream_bad_response");
        }
        Reply first = asked(rig, true, Scripts.sse("{broken", END, DONE));
        refused(first, 502, "upstream_bad_response");
        notAgain(first);
    }

    @GatewayTest(settings = "upstream.event-limit=128KiB")
    void aLineOverTheLimitIsTooLargeAndPoeIsHungUpOn(Rig rig) throws Exception {
        Script endless = begun().with(new Mishap.EndlessLine(2, 64 << 20));
        assertBroken(asked(rig, true, endless), "upstream_too_large");
        Reply first = asked(rig, true, begun().with(new Mishap.EndlessLine(0, 64 << 20)));
        refused(first, 502, "upstream_too_large");
        notAgain(first);
        assertTrue(rig.poe().await(census -> census.hangUps() == 2, SOON), "Poe was left to go on");
        assertTrue(
                rig.poe().census().bytesSent() < 64 << 20,
                () -> "sent " + rig.poe().census());
    }

    @GatewayTest
    void anErrorInTheStreamKeepsItsCode(Rig rig) {
        Script failing = Scripts.sse(FIRST, delta("half an "), error(500, "provider_error"), DONE);
        Reply reply = asked(rig, true, failing);
        assertBroken(reply, "upstream_error");
        assertTrue(reply.error().path("message").asText().contains("It went wrong."), reply.body());
        Script overloaded = Scripts.sse(FIRST, delta("half an "), error(529, "overloaded_error"));
        assertBroken(asked(rig, true, overloaded), "upstream_overloaded");
        Script limited = Scripts.sse(FIRST, delta("half an "), error(429, "rate_limit_error"));
        assertBroken(asked(rig, true, limited), "rate_limit_exceeded");
    }

    @GatewayTest
    void anErrorThatIsOnlyNamedLeavesInTheFormThatClientsRead(Rig rig) {
        String named = SEEN + "event: error\ndata: {\"message\":\"It went wrong.\"}\n\n";
        Reply reply = asked(rig, true, Streams.cut(named, 1024));
        assertBroken(reply, "upstream_error");
        assertFalse(reply.body().contains("event:"), reply.body());
    }

    @GatewayTest
    void compressionThatIsCutInTheStreamIsABadResponse(Rig rig) {
        Script longer = ChatScripts.chatStream("a text of some length, so that a part of it is read", 1);
        Reply reply = asked(rig, true, longer.with(new Mishap.Gzip(true)));
        brokeOff(reply, "upstream_bad_response");
    }

    @GatewayTest
    void aChunkSizeThatIsNoNumberEndsTheStream(Rig rig) {
        assertBroken(asked(rig, true, begun().with(new Mishap.BadChunkSize(2))), badOverHttp1(rig));
    }

    @GatewayTest
    void whatComesAfterTheEndMarkIsNobodysConcern(Rig rig) throws Exception {
        Script complete = Scripts.sse(FIRST, END, DONE);
        for (Mishap late : List.of(new Mishap.CloseMidBody(3), new Mishap.ResetMidBody(3))) {
            said(asked(rig, true, complete.with(late)), "");
        }
        said(asked(rig, true, Scripts.sse(FIRST, END, DONE, error(500, "late"), "{broken")), "");
    }

    /** The first two events, an event that never comes, and the end. */
    private static Script begun() {
        return Scripts.sse(FIRST, delta("half an "), delta("answer"), END, DONE);
    }

    /** Reads the first two events, lets time pass, and reads on. */
    private static Reply afterBeginning(Rig rig, Duration wait) throws IOException {
        try (Response response = rig.open(MODEL, true)) {
            String beginning = response.body().source().readUtf8(SEEN.length());
            rig.awaitPhase(RequestPhase.AWAITING_BYTES);
            rig.advance(wait);
            return new Reply(
                    response.code(),
                    response.headers(),
                    beginning + rig.reading(() -> response.body().string()));
        }
    }

    private static void assertBroken(Reply reply, String code) {
        brokeOff(reply, code);
        assertTrue(withoutSignsOfLife(reply.body()).startsWith(SEEN), reply.body());
        assertFalse(reply.body().contains("answer\""), reply.body());
    }

    private static String withoutSignsOfLife(String body) {
        return body.replace(": keepalive\n\n", "")
                .replaceAll("data: [^\n]*\"delta\":\\{},\"logprobs\":null,\"finish_reason\":null[^\n]*\n\n", "");
    }
}
