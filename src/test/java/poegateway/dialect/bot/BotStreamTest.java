package poegateway.dialect.bot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.dialect.bot.BotWire.DONE;
import static poegateway.dialect.bot.BotWire.META;
import static poegateway.dialect.bot.BotWire.chunk;
import static poegateway.dialect.bot.BotWire.event;
import static poegateway.dialect.bot.BotWire.text;
import static poegateway.dialect.bot.BotWire.usage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.MemoryLease;
import poegateway.core.Usage;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.dialect.ReplyStream;
import poegateway.wire.Bytes;

/** The events of a bot, on their way to a caller of the same protocol. */
class BotStreamTest {
    private static final String PING = event("ping", "{}");
    private static final String NOT_RETRIED = event("error", "{\"allow_retry\": false, \"text\": \"It broke\"}");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ReplyStream stream =
            BotWire.BOT.stream(BotWire.context(), BotWire.LIMIT_BYTES, MemoryLease.UNCOUNTED);

    @Test
    void everyByteIsPassedAsItCame() throws IOException {
        String all = META + text("Hello ") + PING + event("replace_response", "{\"text\":\"x\"}")
                + event("new", "{\"a\": 1}")
                + event("text", "{\"text\":7}") + event("json", "{\"choices\":7}") + event("meta", "[broken")
                + "data: {\"a\":1}\n\n"
                + chunk("{}", "\"stop\"") + usage(3, 4) + DONE;
        byte[] bytes = all.getBytes(UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            ReplyStream each = BotWire.BOT.stream(BotWire.context(), BotWire.LIMIT_BYTES, MemoryLease.UNCOUNTED);
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            for (byte[] piece : Bytes.cut(bytes, split)) {
                each.feed(piece, 0, piece.length, written);
            }
            assertTrue(each.done());
            assertEquals(all, written.toString(UTF_8), "split at " + split);
            assertEquals(Optional.of(new Usage(3, 4)), each.usage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "replace_response", "suggested_reply", "file", "json"})
    void aPartOfTheAnswerThatIsNoJsonIsAFailure(String name) throws IOException {
        feed(META + text("a"));
        for (String broken : new String[] {"[broken", "{\"text\":\"a\"\"}", "7", ""}) {
            FailureException failed = assertThrows(FailureException.class, () -> feed(event(name, broken)));
            assertInstanceOf(ReplyFailure.BadResponse.class, failed.failure(), broken);
        }
        assertEquals(META + text("a"), out.toString(UTF_8));
    }

    @Test
    void aStreamHasBegunWithTheFirstWordOfTheModel() throws IOException {
        feed(META + event("data", "{}"));
        assertFalse(stream.started());
        assertEquals(0, stream.heartbeat().length);
        feed(PING);
        assertFalse(stream.started());
        feed(text("a"));
        assertTrue(stream.started());
        assertEquals(META + event("data", "{}") + text("a"), out.toString(UTF_8));
        assertEquals(PING, new String(stream.heartbeat(), UTF_8));
        assertEquals(3, stream.eventCount());
        assertEquals(Optional.empty(), stream.model());
    }

    @Test
    void anErrorBeforeTheAnswerIsAFailure() {
        FailureException failed = assertThrows(
                FailureException.class,
                () -> feed(
                        META + event("error", "{\"text\": \"Internal server error\", \"allow_retry\": true}") + DONE));
        PoeRefusal.ServerError error = assertInstanceOf(PoeRefusal.ServerError.class, failed.failure());
        assertInstanceOf(Retry.After.class, error.retry());
        assertFalse(stream.started());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "replace_response", "suggested_reply", "file", "json"})
    void anErrorInTheAnswerIsPassedAndCounted(String name) {
        String begun = META + event(name, "{\"text\":\"\"}");
        FailureException failed = assertThrows(FailureException.class, () -> feed(begun + NOT_RETRIED + DONE));
        ReplyFailure.Interrupted why = assertInstanceOf(ReplyFailure.Interrupted.class, failed.failure());
        assertEquals(Retry.NEVER, why.retry());
        assertEquals(begun + NOT_RETRIED, out.toString(UTF_8));
        assertEquals(DONE, new String(stream.errorEvent(failed.failure()), UTF_8));
    }

    @Test
    void anErrorWithoutItsNameIsToldInTheWordsOfTheProtocol() {
        FailureException failed = assertThrows(
                FailureException.class,
                () -> feed(META + text("a") + "data: {\"error\":{\"message\":\"gone\",\"code\":503}}\n\n"));
        assertEquals("upstream_overloaded", failed.failure().code());
        String last = new String(stream.errorEvent(failed.failure()), UTF_8);
        assertTrue(last.startsWith("event: error\ndata: {\"allow_retry\":false,\"text\":\"gone. Part"), last);
        assertTrue(last.endsWith("\n\n" + DONE), last);
    }

    @Test
    void whatComesAfterTheEndIsIgnored() throws IOException {
        feed(META + text("a") + DONE + text("b") + DONE);
        feed(text("c"));
        stream.end(false, out);
        assertEquals(META + text("a") + DONE, out.toString(UTF_8));
    }

    @Test
    void aMissingEndIsATruncatedAnswer() throws IOException {
        feed(META + text("a"));
        FailureException cut = assertThrows(FailureException.class, () -> stream.end(true, out));
        assertInstanceOf(ReplyFailure.Truncated.class, cut.failure());
        String last = new String(stream.errorEvent(cut.failure()), UTF_8);
        assertTrue(last.startsWith("event: error\ndata: {\"allow_retry\":false,"), last);
        assertTrue(last.endsWith("\n\n" + DONE), last);
    }

    @Test
    void aMissingEndIsPutInWhereTheLastChunkSaidItWasTheLast() throws IOException {
        String all = META + chunk("{\"content\":\"a\"}", "null") + chunk("{}", "\"stop\"") + usage(1, 2);
        feed(all);
        stream.end(true, out);
        assertTrue(stream.done());
        assertEquals(all + DONE, out.toString(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void wordsAfterAFinishTakeItBack(String name) throws IOException {
        feed(META + chunk("{}", "\"stop\""));
        feed(name.equals("text") ? text("more") : chunk("{\"content\":\"more\"}", "null"));
        assertThrows(FailureException.class, () -> stream.end(true, out));
    }

    @Test
    void aFinishIsNoEndOfAReplyThatDoesNotMarkItsEnd() throws IOException {
        feed(META + chunk("{}", "\"stop\""));
        assertThrows(FailureException.class, () -> stream.end(false, out));
    }

    @Test
    void anEndThatNoBlankLineEndsIsOne() throws IOException {
        feed(META + text("a") + "event: done\ndata: {}");
        stream.end(true, out);
        assertTrue(stream.done());
        assertEquals(META + text("a") + DONE, out.toString(UTF_8));
    }

    @Test
    void anErrorThatNoBlankLineEndsSaysWhyNothingFollows() throws IOException {
        feed(META + "event: error\ndata: {\"text\":\"Bot does not exist\"}\n");
        FailureException failed = assertThrows(FailureException.class, () -> stream.end(true, out));
        assertEquals(new PoeRefusal.ModelNotFound("Some-Bot", List.of()), failed.failure());
    }

    @Test
    void aWordThatNoBlankLineEndsIsNone() throws IOException {
        feed(META + text("a") + "event: text\ndata: {\"text\":\"b\"}");
        assertThrows(FailureException.class, () -> stream.end(true, out));
        assertEquals(META + text("a"), out.toString(UTF_8));
    }

    @Test
    void aWholeReplyIsNone() {
        FailureException failed = assertThrows(
                FailureException.class, () -> BotWire.BOT.whole("{\"text\":\"a\"}".getBytes(UTF_8), BotWire.context()));
        assertInstanceOf(ReplyFailure.BadResponse.class, failed.failure());
        FailureException error = assertThrows(
                FailureException.class,
                () -> BotWire.BOT.whole(
                        "{\"error\":{\"type\":\"insufficient_credits\",\"message\":\"none\"}}".getBytes(UTF_8),
                        BotWire.context()));
        assertInstanceOf(PoeRefusal.OutOfPoints.class, error.failure());
    }

    @Test
    void theModelStandsInThePath() {
        assertEquals("/Claude-Opus-4.6", BotWire.BOT.path("Claude-Opus-4.6"));
        assertEquals("/a%2Fb%3Fc%20%C3%A4%25", BotWire.BOT.path("a/b?c ä%"));
        for (String name : List.of("", ".", "..")) {
            assertThrows(FailureException.class, () -> BotWire.BOT.path(name));
        }
    }

    private void feed(String events) throws IOException {
        byte[] bytes = events.getBytes(UTF_8);
        stream.feed(bytes, 0, bytes.length, out);
    }
}
