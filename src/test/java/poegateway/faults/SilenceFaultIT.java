package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Streams.DONE;
import static poegateway.faults.Streams.END;
import static poegateway.faults.Streams.FIRST;
import static poegateway.faults.Streams.delta;
import static poegateway.faults.Streams.event;
import static poegateway.faults.Streams.frames;
import static poegateway.faults.Verdict.MODEL;
import static poegateway.faults.Verdict.asking;
import static poegateway.faults.Verdict.brokeOff;
import static poegateway.faults.Verdict.head;
import static poegateway.faults.Verdict.refused;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Response;
import poegateway.faults.Streams.Gate;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Piece;
import poegateway.simulator.script.Scripts;

/** Poe is silent: the status is withheld for 10 s, then it goes out, and heartbeats follow every 15 s. */
class SilenceFaultIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String COMMENT = ": keepalive\n\n";
    private static final String SIGN = frames(
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                    + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":null}]}");

    @GatewayTest
    void anErrorThatComesInTimeIsStillATrueStatus(Rig rig, TestDialect dialect) throws Exception {
        rig.poe().enqueue(dialect.whole("never").with(new Mishap.HangBeforeHead()));
        CompletableFuture<Response> canary = opening(rig, dialect);
        assertTrue(rig.poe().awaitArrivals(1, SOON));
        rig.advance(Duration.ofSeconds(2));
        Gate gate = new Gate();
        rig.poe()
                .enqueue(Scripts.streamOf(List.of(Scripts.piece(dialect.failing(400, "invalid_request_error"), gate))));
        CompletableFuture<Reply> asked = asking(() -> rig.ask(dialect, MODEL, true));
        assertTrue(rig.poe().awaitArrivals(2, SOON));
        rig.advance(Duration.ofMillis(9_500));
        rig.await(canary).close(); // its head came, so the time was looked at
        gate.open();
        refused(asked.get(), 400, "invalid_value");
    }

    @GatewayTest
    void anErrorThatComesLaterIsAnEvent(Rig rig, TestDialect dialect) throws Exception {
        Gate gate = new Gate();
        rig.poe()
                .enqueue(Scripts.streamOf(List.of(Scripts.piece(dialect.failing(400, "invalid_request_error"), gate))));
        try (Response response = silent(rig, dialect)) {
            assertEquals(COMMENT, rig.reading(() -> response.body().source().readUtf8(COMMENT.length())));
            gate.open();
            Reply reply = Reply.of(response);
            brokeOff(reply, "invalid_value");
            assertEquals(1, reply.frames().size(), reply::body);
        }
        assertEquals(1, rig.poe().arrivals(dialect.pathAtPoe()));
    }

    @GatewayTest
    void signsOfLifeAreNoAnswerSoItIsStillTriedAgain(Rig rig, TestDialect dialect) throws Exception {
        Gate gate = new Gate();
        rig.poe().enqueue(Scripts.streamOf(List.of(Scripts.piece(dialect.failing(529, "overloaded_error"), gate))));
        rig.poe().enqueue(dialect.stream("sec", "ond"));
        try (Response response = silent(rig, dialect)) {
            gate.open();
            assertEquals(
                    COMMENT + dialect.streamed("sec", "ond"), response.body().string());
        }
        assertEquals(2, rig.poe().arrivals(dialect.pathAtPoe()));
    }

    @GatewayTest
    void aSilentStreamShowsLifeEvery15Seconds(Rig rig, TestDialect dialect) throws Exception {
        Gate gate = new Gate();
        rig.poe().enqueue(held(dialect, gate, "late"));
        try (Response response = silent(rig, dialect)) {
            assertEquals(COMMENT, rig.reading(() -> response.body().source().readUtf8(COMMENT.length())));
            for (int sign = 0; sign < 3; sign++) {
                rig.advance(Duration.ofSeconds(16));
                assertEquals(COMMENT, rig.reading(() -> response.body().source().readUtf8(COMMENT.length())));
            }
            gate.open();
            assertEquals(dialect.streamed("late"), response.body().string());
        }
    }

    @GatewayTest
    void afterTheFirstEventTheSignIsAChunkThatAddsNothing(Rig rig) throws Exception {
        Gate gate = new Gate();
        rig.poe().enqueue(Scripts.streamOf(List.of(event(FIRST), event(END, gate), event(DONE))));
        try (Response response = rig.open(MODEL, true)) {
            assertEquals(
                    frames(FIRST),
                    response.body().source().readUtf8(frames(FIRST).length()));
            for (int sign = 0; sign < 2; sign++) {
                rig.advance(Duration.ofSeconds(16));
                assertSign(rig, response);
            }
            gate.open();
            assertEquals(frames(END, DONE), response.body().string());
        }
    }

    @GatewayTest
    void aSignOfLifeNeverFallsIntoAnEvent(Rig rig) throws Exception {
        Gate gate = new Gate();
        byte[] whole = Scripts.event(delta("in two halves"));
        int middle = whole.length / 2;
        Piece firstHalf = new Piece(java.util.Arrays.copyOf(whole, middle), Pause.NONE);
        Piece secondHalf = new Piece(java.util.Arrays.copyOfRange(whole, middle, whole.length), gate);
        rig.poe().enqueue(Scripts.streamOf(List.of(event(FIRST), firstHalf, secondHalf, event(END), event(DONE))));
        try (Response response = rig.open(MODEL, true)) {
            assertEquals(
                    frames(FIRST),
                    response.body().source().readUtf8(frames(FIRST).length()));
            rig.advance(Duration.ofSeconds(16));
            assertSign(rig, response);
            gate.open();
            assertEquals(
                    frames(delta("in two halves"), END, DONE), response.body().string());
        }
    }

    @GatewayTest(settings = "server.heartbeat=comment")
    void theSignCanAlwaysBeAComment(Rig rig, TestDialect dialect) throws Exception {
        Gate gate = new Gate();
        rig.poe().enqueue(dialect.stream("early", gate));
        String early = String.join("", dialect.events("early"));
        try (Response response = rig.open(dialect, MODEL, true)) {
            assertEquals(early, response.body().source().readUtf8(early.length()));
            rig.advance(Duration.ofSeconds(16));
            assertEquals(COMMENT, rig.reading(() -> response.body().source().readUtf8(COMMENT.length())));
            gate.open();
            assertEquals(dialect.end(), response.body().string());
        }
    }

    @GatewayTest(settings = "server.heartbeat=off")
    void withoutSignsOfLifeTheStatusStillGoesOut(Rig rig, TestDialect dialect) throws Exception {
        Gate gate = new Gate();
        rig.poe().enqueue(held(dialect, gate, "late"));
        try (Response response = silent(rig, dialect)) {
            assertEquals(200, response.code());
            gate.open();
            assertEquals(dialect.streamed("late"), response.body().string());
        }
    }

    /** A stream of which nothing comes before the gate opens. */
    private static Script held(TestDialect dialect, Gate gate, String piece) {
        return Scripts.streamOf(List.of(Scripts.piece(dialect.streamed(piece), gate)));
    }

    /** The first stream of a test, whose head comes because 11 s pass without an event. */
    private static Response silent(Rig rig, TestDialect dialect) throws Exception {
        CompletableFuture<Response> opening = opening(rig, dialect);
        assertTrue(rig.poe().awaitArrivals(1, SOON));
        rig.advance(Duration.ofSeconds(11));
        return rig.await(opening);
    }

    private static CompletableFuture<Response> opening(Rig rig, TestDialect dialect) {
        return CompletableFuture.supplyAsync(() -> head(rig, dialect, MODEL), Thread::startVirtualThread);
    }

    private static void assertSign(Rig rig, Response response) {
        String line = rig.reading(() -> response.body().source().readUtf8LineStrict()
                + response.body().source().readUtf8LineStrict());
        assertEquals(SIGN.strip(), line);
        assertFalse(line.isEmpty());
    }
}
