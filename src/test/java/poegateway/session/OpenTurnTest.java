package poegateway.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.conversation.Dialect;
import poegateway.conversation.Message;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.StopReason;
import poegateway.core.MemoryLease;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.CallerCodec;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.poe.PoeErrors;
import poegateway.keep.MemoryStore;
import poegateway.keep.StoreLimits;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonText;

/** When a turn is kept. */
@Execution(ExecutionMode.CONCURRENT)
class OpenTurnTest {
    private static final StoreLimits.Cap CAP = new StoreLimits.Cap(10, 4_000);
    private static final StoreLimits LIMITS =
            new StoreLimits(Duration.ofMinutes(60), StoreLimits.Expiry.FIXED, CAP, CAP);

    private final Ticker ticker = new Ticker(() -> 0);
    private final List<String> warnings = new ArrayList<>();
    private final Sessions sessions = new Sessions(
            new MemoryStore<>(LIMITS, Session::weight, ticker),
            new SessionLimits(LIMITS, 5, 5, Duration.ofSeconds(1), () -> true),
            ticker,
            () -> Instant.EPOCH,
            new Random(1),
            new SessionChanges());

    @Test
    void anAnswerIsKeptWhenItsEndIsWritten() throws IOException {
        try (OpenTurn turn = open("s")) {
            ReplyWriter writer = asking(turn, "one");
            say(writer, "yes", new ByteArrayOutputStream());
            writer.write(new ReplyEvent.Finished(StopReason.STOP), new ByteArrayOutputStream());
            assertEquals(0, turns("s"));
            writer.end(new ByteArrayOutputStream());
            assertEquals(1, turns("s"));
        }
        assertEquals(1, turns("s"));
        assertEquals(0, sessions.bytesInFlight());
        assertEquals(0, sessions.inUse());
    }

    @Test
    void anAnswerThatWasReadToItsFinishIsKeptAlthoughItsEndCannotBeWritten() throws IOException {
        try (OpenTurn turn = open("s")) {
            ReplyWriter writer = asking(turn, "one");
            say(writer, "yes", new ByteArrayOutputStream());
            assertThrows(IOException.class, () -> {
                writer.write(new ReplyEvent.Finished(StopReason.STOP), new Gone());
                writer.end(new Gone());
            });
        }
        assertEquals(1, turns("s"));
    }

    @Test
    void nothingIsKeptOfAnAnswerThatFailsOrWhoseCallerLeavesBeforeItsFinish() throws IOException {
        try (OpenTurn turn = open("s")) {
            ReplyWriter writer = asking(turn, "one");
            say(writer, "half", new ByteArrayOutputStream());
            writer.errorEvent(new ReplyFailure.Truncated());
        }
        try (OpenTurn turn = open("s")) {
            ReplyWriter writer = asking(turn, "one");
            say(writer, "all", new ByteArrayOutputStream());
            writer.write(new ReplyEvent.Finished(StopReason.STOP), new ByteArrayOutputStream());
            writer.errorEvent(new ReplyFailure.Truncated()); // behind the finish, and told to the caller
        }
        try (OpenTurn turn = open("s")) {
            say(asking(turn, "one"), "half", new ByteArrayOutputStream());
        }
        assertEquals(0, turns("s"));
    }

    @Test
    void ofSeveralAttemptsTheLastIsKept() throws IOException {
        try (OpenTurn turn = open("s")) {
            ReplyWriter first = asking(turn, "one");
            say(first, "never seen", new ByteArrayOutputStream());
            first.write(new ReplyEvent.Finished(StopReason.STOP), new ByteArrayOutputStream());
            ReplyWriter second = asking(turn, "one");
            say(second, "seen", new ByteArrayOutputStream());
            second.write(new ReplyEvent.Finished(StopReason.STOP), new ByteArrayOutputStream());
            second.end(new ByteArrayOutputStream());
        }
        List<Message> messages = sessions.get("ann", "name:s").messages();
        assertEquals(2, messages.size());
        assertEquals(1, Repeated.messages(messages.subList(1, 2), messages.subList(1, 2)));
        assertEquals(1, turns("s"));
    }

    @Test
    void anAnswerThatMakesTheSessionTooLargeIsNotKeptAndThatIsTold() throws IOException {
        try (OpenTurn turn = open("s")) {
            ReplyWriter writer = asking(turn, "one");
            say(writer, "x".repeat(5_000), new ByteArrayOutputStream());
            writer.write(new ReplyEvent.Finished(StopReason.STOP), new ByteArrayOutputStream());
            writer.end(new ByteArrayOutputStream());
        }
        assertEquals(0, turns("s"));
        assertEquals(1, warnings.size());
    }

    @Test
    void aRequestThatWasCancelledDoesNotWait() {
        try (OpenTurn turn = open("s");
                RequestTimeline second = RequestTimeline.unlimited(() -> 0)) {
            second.cancellation().cancel(new ClientFailure.CallerGone());
            SessionName name = SessionName.of("name:s").orElseThrow();
            assertThrows(FailureException.class, () -> sessions.open("ann", name, second, warnings::add));
            assertEquals("name:s", turn.id());
        }
        assertEquals(0, sessions.inUse());
    }

    @Test
    void whereAllCallersAreOneNothingCanBeGuessed() {
        Sessions shared = new Sessions(
                new MemoryStore<>(LIMITS, Session::weight, ticker),
                new SessionLimits(LIMITS, 5, 5, Duration.ofSeconds(1), () -> false),
                ticker,
                () -> Instant.EPOCH,
                new Random(1),
                new SessionChanges());
        SessionName named = SessionName.of("name:s").orElseThrow();
        SessionName fresh = SessionName.of("new").orElseThrow();
        try (RequestTimeline timeline = RequestTimeline.unlimited(() -> 0)) {
            assertThrows(FailureException.class, () -> shared.open("anybody", named, timeline, warnings::add));
            assertThrows(FailureException.class, () -> shared.all("anybody"));
            try (OpenTurn turn = shared.open("anybody", fresh, timeline, warnings::add)) {
                assertEquals(turn.id(), shared.get("anybody", turn.id()).id());
                assertEquals(
                        SessionName.Kind.KNOWN,
                        SessionName.of(turn.id()).orElseThrow().kind());
            }
        }
    }

    private OpenTurn open(String name) {
        try (RequestTimeline timeline = RequestTimeline.unlimited(() -> 0)) {
            return sessions.open("ann", SessionName.of("name:" + name).orElseThrow(), timeline, warnings::add);
        }
    }

    private int turns(String name) {
        return sessions.get("ann", "name:" + name).turns().size();
    }

    private static ReplyWriter asking(OpenTurn turn, String words) {
        CallerCodec codec =
                new SessionFormat(new ChatFormat(), turn).callerCodec().orElseThrow();
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]}";
        codec.readRequest(body.getBytes(UTF_8), "m");
        Opening opening = new Opening("m", true, false, JsonEdits.NONE);
        return codec.replyWriter(new ReplyContext("req-1", 0, opening, PoeErrors.of("m")), MemoryLease.UNCOUNTED);
    }

    private static void say(ReplyWriter writer, String words, OutputStream out) throws IOException {
        writer.write(ReplyEvent.Begun.untold(Dialect.CHAT), out);
        writer.write(new ReplyEvent.Words(JsonText.of(words)), out);
    }

    /** A caller who left. */
    private static final class Gone extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            throw new IOException("gone");
        }
    }
}
