package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.core.Cancellation;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;

class UpstreamReplyTest {
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.US_ASCII);

    private final Cancellation cancellation = new Cancellation();
    private final UnreadLimit bound = new UnreadLimit(100);
    private final List<String> closed = new ArrayList<>();

    private UpstreamReply reply(RawReply wire) throws IOException {
        TransportFailures faults = new TransportFailures("poe.test:443", Optional.empty(), Duration.ofSeconds(5));
        return new UpstreamReply(wire, cancellation, () -> closed.add("registration"), faults, bound);
    }

    private static Failure failure(UpstreamReply reply) {
        return assertThrows(FailureException.class, () -> reply.read(new byte[10], 0))
                .failure();
    }

    @Test
    void itIsWhatCameByWire() throws IOException {
        FakeWireReply wire = new FakeWireReply(429, "identity", TEXT, 3);
        UpstreamReply reply = reply(wire);
        assertEquals(429, reply.status());
        assertEquals(Optional.of("identity"), reply.header("content-encoding"));
        Runnable hook = () -> {};
        reply.beforeWait(hook);
        assertSame(hook, wire.hook);
        wire.unread = 7;
        assertEquals(7, reply.unreadBytes());
        byte[] buffer = new byte[5];
        assertEquals(3, reply.read(buffer, 2));
        assertEquals("\0\0tex", new String(buffer, StandardCharsets.US_ASCII));
        assertEquals(1, reply.read(buffer, 4), "no more than has room");
        assertEquals(-1, reply.read(buffer, 0));
    }

    @Test
    void whatBreaksIsToldAsAFailureWithItsCause() throws IOException {
        UpstreamReply reply = reply(new FakeWireReply(200, "", TEXT, 9).breaking());
        assertEquals(4, reply.read(new byte[10], 0));
        FailureException broken = assertThrows(FailureException.class, () -> reply.read(new byte[10], 0));
        assertEquals(new ReplyFailure.Closed(false), broken.failure());
        assertEquals("cut", Objects.requireNonNull(broken.getCause()).getMessage());
    }

    @Test
    void theReasonOfACancellationIsToldBeforeWhatBrokeByIt() throws IOException {
        Failure slow = new ClientFailure.ReadTooSlow("upstream.unread-bytes");
        UpstreamReply cancelled = reply(new FakeWireReply(200, "", TEXT, 9));
        cancelled.cut(slow);
        assertSame(slow, cancellation.reason());
        assertSame(slow, failure(cancelled), "what has arrived is not read on");
    }

    @Test
    void aCancellationWhileItReadsIsTheReason() throws IOException {
        Failure slow = new ClientFailure.ReadTooSlow("upstream.unread-bytes");
        UpstreamReply[] reading = new UpstreamReply[1];
        FakeWireReply wire = new FakeWireReply(200, "", TEXT, 9) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                reading[0].cut(slow);
                throw new IOException("closed");
            }
        };
        reading[0] = reply(wire);
        assertSame(slow, failure(reading[0]));
    }

    @Test
    void aClosedReplyIsForgottenEverywhere() throws IOException {
        FakeWireReply wire = new FakeWireReply(200, "", TEXT, 9);
        UpstreamReply reply = reply(wire);
        assertEquals(1, bound.openReplies());
        assertFalse(wire.closed);
        reply.close();
        assertTrue(wire.closed);
        assertEquals(List.of("registration"), closed);
        assertEquals(0, bound.openReplies());
    }

    @Test
    void aReplyThatCannotBeDecodedIsNotCounted() {
        assertThrows(IOException.class, () -> reply(new FakeWireReply(200, "br", TEXT, 9)));
        assertEquals(0, bound.openReplies());
    }
}
