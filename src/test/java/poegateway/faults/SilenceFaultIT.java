package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Streams.DONE;
import static poegateway.faults.Streams.END;
import static poegateway.faults.Streams.FIRST;
import static poegateway.faults.Streams.delta;
import static poegateway.faults.Streams.error;
import static poegateway.faults.Streams.event;
import static poegateway.faults.Streams.frames;
import static poegateway.faults.Verdict.CHAT;
import static poegateway.faults.Verdict.MODEL;
import static poegateway.faults.Verdict.asking;
import static poegateway.faults.Verdict.brokeOff;
import static poegateway.faults.Verdict.head;
import static poegateway.faults.Verdict.refused;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Response;
import poegateway.faults.Streams.Gate;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.chat.ChatScripts;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script.Piece;
import poegateway.simulator.script.Scripts;

/** Poe is silent: the status is withheld for 10 s, then it goes out, and signs of life follow every 15 s. */
class SilenceFaultIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String COMMENT = ": keepalive\n\n";
    private static final String SIGN = frames(
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                    + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":null}]}");

    @GatewayTest
    void anErrorThatComesInTimeIsStillATrueStatus(Rig rig) throws Exception {
        rig.poe().enqueue(ChatScripts.chat("never").with(new Mishap.HangBeforeHead()));
        CompletableFuture<Response> canary = opening(rig);
        assertTrue(rig.poe().awaitArrivals(1, SOON));
        rig.advance(Duration.ofSeconds(2));
        Gate gate = new Gate();
        rig.poe().enqueue(Scripts.streamOf(List.of(event(error(400, "invalid_request_error"), gate))));
        CompletableFuture<Reply> asked = asking(() -> rig.chat(MODEL, true));
        assertTrue(rig.poe().awaitArrivals(2, SOON));
        rig.advance(Duration.ofMillis(9_500));
        rig.await(canary).close(); // its head came, so the time was looked at
        gate.open();
        refused(asked.get(), 400, "invalid_value");
    }

    @GatewayTest
    void anErrorThatComesLaterIsAnEvent(Rig rig) throws Exception {
        Gate gate = new Gate();
        rig.poe().enqueue(Scripts.streamOf(List.of(event(error(400, "invalid_request_error"), gate))));
        try (Response response = silent(rig)) {
            assertEquals(COMMENT, rig.reading(() -> response.body().source().readUtf8(COMMENT.length())));
            gate.open();
            Reply reply = rest(response);
            brokeOff(reply, "invalid_value");
            assertEquals(1, reply.events().size());
        }
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void signsOfLifeAreNoAnswerSoItIsStillTriedAgain(Rig rig) throws Exception {
        Gate gate = new Gate();
        rig.poe().enqueue(Scripts.streamOf(List.of(event(error(529, "overloaded_error"), gate))));
        rig.poe().enqueue(Scripts.sse(FIRST, delta("second"), END, DONE));
        try (Response response = silent(rig)) {
            gate.open();
            assertEquals(
                    COMMENT + frames(FIRST, delta("second"), END, DONE),
                    response.body().string());
        }
        assertEquals(2, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void aSilentStreamShowsLifeEvery15Seconds(Rig rig) throws Exception {
        Gate gate = new Gate();
        rig.poe().enqueue(Scripts.streamOf(List.of(event(FIRST, gate), event(END), event(DONE))));
        try (Response response = silent(rig)) {
            assertEquals(COMMENT, rig.reading(() -> response.body().source().readUtf8(COMMENT.length())));
            for (int sign = 0; sign < 3; sign++) {
                rig.advance(Duration.ofSeconds(16));
                assertEquals(COMMENT, rig.reading(() -> response.body().source().readUtf8(COMMENT.length())));
            }
            gate.open();
            assertEquals(frames(FIRST, END, DONE), response.body().string());
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
    void theSignCanAlwaysBeAComment(Rig rig) throws Exception {
        Gate gate = new Gate();
        rig.poe().enqueue(Scripts.streamOf(List.of(event(FIRST), event(END, gate), event(DONE))));
        try (Response response = rig.open(MODEL, true)) {
            assertEquals(
                    frames(FIRST),
                    response.body().source().readUtf8(frames(FIRST).length()));
            rig.advance(Duration.ofSeconds(16));
            assertEquals(COMMENT, rig.reading(() -> response.body().source().readUtf8(COMMENT.length())));
            gate.open();
            assertEquals(frames(END, DONE), response.body().string());
        }
    }

    @GatewayTest(settings = "server.heartbeat=off")
    void withoutSignsOfLifeTheStatusStillGoesOut(Rig rig) throws Exception {
        Gate gate = new Gate();
        rig.poe().enqueue(Scripts.streamOf(List.of(event(FIRST, gate), event(END), event(DONE))));
        try (Response response = silent(rig)) {
            assertEquals(200, response.code());
            gate.open();
            assertEquals(frames(FIRST, END, DONE), response.body().string());
        }
    }

    /** The first stream of a test, whose head comes because 11 s pass without an event. */
    private static Response silent(Rig rig) throws Exception {
        CompletableFuture<Response> opening = opening(rig);
        assertTrue(rig.poe().awaitArrivals(1, SOON));
        rig.advance(Duration.ofSeconds(11));
        return rig.await(opening);
    }

    private static CompletableFuture<Response> opening(Rig rig) {
        return CompletableFuture.supplyAsync(() -> head(rig, MODEL), Thread::startVirtualThread);
    }

    private static Reply rest(Response response) throws IOException {
        return new Reply(response.code(), response.headers(), response.body().string());
    }

    private static void assertSign(Rig rig, Response response) {
        String line = rig.reading(() -> response.body().source().readUtf8LineStrict()
                + response.body().source().readUtf8LineStrict());
        assertEquals(SIGN.strip(), line);
        assertFalse(line.isEmpty());
    }
}
