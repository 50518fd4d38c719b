package poegateway.dialect.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.dialect.messages.MessagesWire.PING;
import static poegateway.dialect.messages.MessagesWire.START;
import static poegateway.dialect.messages.MessagesWire.event;
import static poegateway.dialect.messages.MessagesWire.message;
import static poegateway.dialect.messages.MessagesWire.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.Usage;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.dialect.ReplyStream;
import poegateway.wire.Bytes;

/** Streams of events on their way to a caller who speaks messages too. */
class MessagesStreamTest {
    private static final String OVERLOADED =
            event("error", "\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ReplyStream stream = MessagesWire.stream();

    @Test
    void everyByteIsPassedAsItCameHoweverItIsSplit() throws IOException {
        String unknown = event("content_block_delta", "\"index\":1,\"delta\":{\"type\":\"new_delta\",\"x\":[1]}")
                + event("brand_new", "\"a\": {\"b\" : null}");
        String all = message().replace(MessagesWire.STOP, unknown + MessagesWire.STOP);
        byte[] bytes = all.getBytes(UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            assertEquals(all, MessagesWire.passed(Bytes.cut(bytes, split)), "split at " + split);
        }
        assertEquals(all, MessagesWire.passed(Bytes.singly(bytes)));
    }

    @Test
    void eventsWithoutANameArePassedAndUnderstood() throws IOException {
        String all = message().replaceAll("event: .*\n", "");
        feed(all);
        assertEquals(all, out.toString(UTF_8));
        assertTrue(stream.done());
        assertEquals(Optional.of(new Usage(127, 5)), stream.usage());
    }

    @Test
    void tokensOfTheCacheAreTokensOfThePrompt() throws IOException {
        feed(START);
        assertEquals(Optional.of(new Usage(127, 1)), stream.usage());
        feed(message().substring(START.length()));
        assertEquals(Optional.of(new Usage(127, 5)), stream.usage());
        assertEquals(Optional.of("claude-opus-4-6"), stream.model());
        assertEquals(20, stream.eventCount());
    }

    @Test
    void aStreamHasBegunWithTheFirstWordOfTheModel() throws IOException {
        feed(START + PING + event("brand_new", ""));
        assertFalse(stream.started());
        feed(text(0, "a"));
        assertTrue(stream.started());
        assertEquals("event: ping\ndata: {\"type\": \"ping\"}\n\n", new String(stream.heartbeat(), UTF_8));
    }

    @Test
    void anErrorBeforeTheModelsFirstWordBecomesAStatus() {
        FailureException thrown = assertThrows(FailureException.class, () -> feed(START + PING + OVERLOADED));
        assertInstanceOf(PoeRefusal.Overloaded.class, thrown.failure());
        assertFalse(stream.started());
    }

    @Test
    void anErrorAfterItIsToldWithWhatItMayHaveCost() {
        String begun = START + text(0, "a");
        FailureException thrown = assertThrows(FailureException.class, () -> feed(begun + OVERLOADED));
        ReplyFailure.Interrupted why = assertInstanceOf(ReplyFailure.Interrupted.class, thrown.failure());
        assertEquals(Retry.NEVER, why.retry());
        assertEquals(begun, out.toString(UTF_8));
        assertEquals(
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"Overloaded. "
                        + "Part of the answer had arrived by then: it may be billed, and sending it again may bill "
                        + "it twice.\"},"
                        + "\"request_id\":\"req-1\"}\n\n",
                new String(stream.errorEvent(thrown.failure()), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "event: message_stop\n", "data: [DONE]\n\n"})
    void aStreamWithoutItsLastEventIsCut(String end) {
        FailureException cut = assertThrows(FailureException.class, () -> {
            feed(START + text(0, "a") + end);
            stream.end(true, out);
        });
        assertInstanceOf(ReplyFailure.Truncated.class, cut.failure());
        assertEquals(START + text(0, "a"), out.toString(UTF_8));
    }

    @Test
    void whatComesBehindTheLastEventIsNotPassed() throws IOException {
        feed(message() + "data: [DONE]\n\n" + text(4, "b"));
        assertEquals(message(), out.toString(UTF_8));
    }

    @Test
    void aLastEventWithoutItsBlankLineIsOne() throws IOException {
        String all = message();
        feed(all.substring(0, all.length() - 2));
        assertFalse(stream.done());
        stream.end(true, out);
        assertTrue(stream.done());
        assertEquals(all, out.toString(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data: nothing\n\n", "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",}\n\n"
            })
    void whatIsNoEventIsABadReply(String event) {
        FailureException thrown = assertThrows(FailureException.class, () -> feed(START + event));
        assertInstanceOf(ReplyFailure.BadResponse.class, thrown.failure());
        assertEquals(START, out.toString(UTF_8));
    }

    private void feed(String events) throws IOException {
        byte[] bytes = events.getBytes(UTF_8);
        stream.feed(bytes, 0, bytes.length, out);
    }
}
