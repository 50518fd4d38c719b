package poegateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.chat.ChatStream;
import poegateway.dialect.chat.Envelope;
import poegateway.meter.Operation;
import poegateway.relay.reply.ReplyBudget;
import poegateway.upstream.PoeReply;

class StreamAnswerTest {
    private static final String EVENT = "data:"
            + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"x\"},\"finish_reason\":null}]}\n\n";
    private static final String DONE = EVENT.replace("null", "\"stop\"") + "data: [DONE]\n\n";
    private static final Failure CLOSED = new ReplyFailure.Closed(false);

    private final RequestTimeline timeline = RequestTimeline.unlimited(() -> 1);
    private final Operation operation = Operations.begin(timeline);
    private final ByteArrayOutputStream caller = new ByteArrayOutputStream();

    @Test
    void aConnectionThatClosesBeforeTheFirstEventIsAReset() {
        FailureException thrown = assertThrows(FailureException.class, () -> answer(new Replay(CLOSED, ": wait\n\n")));
        assertEquals("upstream_reset", thrown.failure().outcome());
    }

    @Test
    void aConnectionThatClosesInTheStreamIsATruncatedAnswer() {
        StreamAnswer answer = answer(new Replay(CLOSED, EVENT, EVENT));
        FailureException thrown = assertThrows(FailureException.class, () -> answer.writeTo(caller));
        assertEquals("upstream_truncated", thrown.failure().outcome());
        assertEquals("upstream_closed", thrown.failure().code());
        assertEquals(EVENT + EVENT, caller.toString(StandardCharsets.UTF_8));
    }

    @Test
    void otherFailuresInTheStreamKeepTheirName() {
        Failure broken = new ReplyFailure.BadResponse("it breaks the rules of HTTP");
        StreamAnswer answer = answer(new Replay(broken, EVENT));
        assertEquals(
                broken,
                assertThrows(FailureException.class, () -> answer.writeTo(caller))
                        .failure());
    }

    @Test
    void whatBreaksTheStreamInItsFirstReadComesAfterTheEventsBeforeIt() {
        StreamAnswer answer = answer(new Replay(CLOSED, EVENT + "data: {\"error\":{\"code\":500}}\n\n"));
        FailureException thrown = assertThrows(FailureException.class, () -> answer.writeTo(caller));
        assertEquals("upstream_error", thrown.failure().code());
        assertEquals(EVENT, caller.toString(StandardCharsets.UTF_8));
    }

    @Test
    void howAConnectionDiesAfterTheEndMarkIsNobodysConcern() throws IOException {
        StreamAnswer answer = answer(new Replay(CLOSED, EVENT, DONE));
        answer.writeTo(caller);
        assertEquals(EVENT + DONE, caller.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theCallerIsFlushedToBeforePoeIsWaitedFor() throws IOException {
        StringBuilder seen = new StringBuilder();
        OutputStream out = new OutputStream() {
            @Override
            public void write(int single) {
                seen.append((char) single);
            }

            @Override
            public void flush() {
                seen.append('|');
            }
        };
        answer(new Replay(CLOSED, EVENT, DONE)).writeTo(out);
        assertTrue(seen.toString().startsWith(EVENT + "|" + DONE + "|"), seen::toString);
    }

    @Test
    void aPieceOfAnEventIsNothingToWrite() throws IOException {
        AtomicInteger writes = new AtomicInteger();
        OutputStream out = new OutputStream() {
            @Override
            public void write(int single) {
                throw new AssertionError("events are written whole");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                writes.incrementAndGet();
            }
        };
        answer(new Replay(CLOSED, EVENT, "da", "ta", ": {}\n", "\n", DONE)).writeTo(out);
        assertEquals(2, writes.get()); // else a caller of a dripping stream would look attended to, and hear nothing
    }

    private StreamAnswer answer(PoeReply reply) {
        ReplyBudget.Lease memory = new ReplyBudget(1 << 24).open(timeline.cancellation());
        return StreamAnswer.begin(
                reply, new ChatStream(false, 1 << 20, new Envelope("chatcmpl-1", 1, "m")), timeline, operation, memory);
    }

    /** A reply that gives its pieces one by one, and then breaks off. */
    private static final class Replay implements PoeReply {
        private final Deque<String> pieces;
        private final Failure end;
        private Runnable hook = () -> {};

        Replay(Failure end, String... pieces) {
            this.end = end;
            this.pieces = new ArrayDeque<>(Arrays.asList(pieces));
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public int read(byte[] buffer, int offset) {
            hook.run();
            String piece = pieces.poll();
            if (piece == null) {
                throw new FailureException(end);
            }
            byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, buffer, offset, bytes.length);
            return bytes.length;
        }

        @Override
        public void beforeWait(Runnable beforeWait) {
            hook = beforeWait;
        }

        @Override
        public void close() {}
    }
}
