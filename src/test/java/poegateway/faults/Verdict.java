package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.rig.ChatDialect.CHAT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import okhttp3.Response;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;
import poegateway.simulator.script.Script;

/** What a fault must look like to the caller, and what it may cost. */
final class Verdict {
    private static final int MOST_STEPS = 40;
    private static final long STEP_MILLIS = 500;
    static final String MODEL = "claude-sonnet-4.6";
    /** Whole and streamed. */
    static final List<Boolean> BOTH = List.of(false, true);

    private Verdict() {}

    /** The answer to one word to a model, for which Poe must have been asked exactly that many times. */
    static Reply asked(Rig rig, TestDialect dialect, int times, String model, boolean stream) {
        long before = rig.poe().arrivals(dialect.pathAtPoe());
        Reply reply = rig.ask(dialect, model, stream);
        assertEquals(times, rig.poe().arrivals(dialect.pathAtPoe()) - before, () -> "requests at Poe for " + model);
        return reply;
    }

    /** As above, when Poe answers with these scripts, one each time. */
    static Reply asked(Rig rig, TestDialect dialect, boolean stream, Script... scripts) {
        for (Script script : scripts) {
            rig.poe().enqueue(script);
        }
        return asked(rig, dialect, scripts.length, MODEL, stream);
    }

    /** In a chat. */
    static Reply asked(Rig rig, int times, String model, boolean stream) {
        return asked(rig, CHAT, times, model, stream);
    }

    /** In a chat. */
    static Reply asked(Rig rig, boolean stream, Script... scripts) {
        return asked(rig, CHAT, stream, scripts);
    }

    /** The same reply with further headers. */
    static Script withHeaders(Script script, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(script.headers());
        all.putAll(more);
        return new Script(script.status(), all, script.framing(), script.pieces(), script.mishap());
    }

    /** Asks without waiting for the answer. */
    static CompletableFuture<Reply> asking(Supplier<Reply> ask) {
        return CompletableFuture.supplyAsync(ask, Thread::startVirtualThread).orTimeout(20, TimeUnit.SECONDS);
    }

    /** The answer, while time passes in such steps; for waits whose beginning nobody can see. */
    static <T> T whileTimePasses(Rig rig, Duration step, CompletableFuture<T> asked) {
        for (int steps = 0; steps < MOST_STEPS && !asked.isDone(); steps++) {
            rig.advance(step);
            isDoneSoon(asked);
        }
        assertTrue(asked.isDone(), "no answer");
        return asked.join();
    }

    /** Steps that came as fast as they can would make a write under way look blocked. */
    private static void isDoneSoon(CompletableFuture<?> asked) {
        try {
            asked.exceptionally(failed -> null).get(STEP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
            return;
        } catch (ExecutionException | InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** Waits for the head of a stream. */
    static Response head(Rig rig, TestDialect dialect, String model) {
        try {
            return rig.open(dialect, model, true);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A true status with an error in its dialect's form. */
    static void refused(Reply reply, int status, String code) {
        assertEquals(status, reply.status(), reply::body);
        assertEquals("application/json", reply.headers().get("content-type"));
        assertNotNull(reply.headers().get("x-request-id"));
        assertEquals(code, reply.errorCode(), reply::body);
        assertFalse(reply.errorMessage().isBlank(), reply::body);
    }

    /** Clients must not send it again by themselves. */
    static void notAgain(Reply reply) {
        assertEquals("false", reply.headers().get("x-should-retry"), reply::body);
        assertNull(reply.headers().get("retry-after"));
        assertNull(reply.headers().get("retry-after-ms"));
    }

    /** Clients may send it again, after that wait. */
    static void againAfter(Reply reply, String seconds, String millis) {
        assertNull(reply.headers().get("x-should-retry"));
        assertEquals(seconds, reply.headers().get("retry-after"), reply::body);
        assertEquals(millis, reply.headers().get("retry-after-ms"), reply::body);
    }

    /** Clients may send it again, as soon as they like. */
    static void againAnyTime(Reply reply) {
        assertNull(reply.headers().get("x-should-retry"));
        assertNull(reply.headers().get("retry-after"));
    }

    /**
     * What a reply that is no HTTP comes to. Over HTTP/2 the simulator resets the stream there, as servers do whose own
     * source breaks the rules, and that is a reply that broke off.
     */
    static String badOverHttp1(Rig rig) {
        return rig.transport() == Transport.H2 ? "upstream_closed" : "upstream_bad_response";
    }

    /** A stream that began and then says what broke it, as its last event and without a clean end. */
    static void brokeOff(Reply reply, String code) {
        assertEquals(200, reply.status(), reply::body);
        assertEquals(code, reply.errorCode(), reply::body);
        assertTrue(reply.body().endsWith("\n\n"), reply::body);
        assertFalse(reply.dialect().showsEnd(reply), reply::body);
        assertEquals(1, reply.dialect().errors(reply), reply::body);
    }

    /** A complete answer with that text. */
    static void said(Reply reply, String text) {
        assertEquals(200, reply.status(), reply::body);
        assertEquals(text, reply.text(), reply::body);
        assertTrue(reply.dialect().ended(reply), reply::body);
    }

    /** The error has these words. */
    static void says(Reply reply, String words) {
        assertTrue(reply.errorMessage().contains(words), reply::body);
    }
}
