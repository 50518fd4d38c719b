package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.core.Cancellation;
import poegateway.core.failure.ClientFailure;

class UnreadLimitTest {
    private final UnreadLimit bound = new UnreadLimit(100);

    private record Open(FakeWireReply wire, UpstreamReply reply, Cancellation cancellation) {}

    private Open open(long unread) throws IOException {
        FakeWireReply wire = new FakeWireReply(200, "", new byte[0], 1);
        wire.unread = unread;
        Cancellation cancellation = new Cancellation();
        TransportFailures faults = new TransportFailures("poe.test:443", Optional.empty(), Duration.ofSeconds(5));
        return new Open(wire, new UpstreamReply(wire, cancellation, () -> {}, faults, bound), cancellation);
    }

    @Test
    void upToTheLimitNobodyIsCut() throws IOException {
        Open one = open(60);
        Open other = open(40);
        bound.tick(1);
        assertEquals(100, bound.unreadBytes());
        assertNull(one.cancellation().reason());
        assertNull(other.cancellation().reason());
    }

    @Test
    void overTheLimitAsManyAreCutAsItTakesTheSlowestFirst() throws IOException {
        Open slowest = open(70);
        Open slow = open(60);
        Open quick = open(39);
        bound.tick(1);
        assertEquals(
                new ClientFailure.ReadTooSlow("upstream.unread-bytes"),
                slowest.cancellation().reason());
        assertNull(slow.cancellation().reason());
        quick.wire().unread = 200;
        bound.tick(2);
        assertEquals(
                new ClientFailure.ReadTooSlow("upstream.unread-bytes"),
                quick.cancellation().reason());
        assertEquals(
                new ClientFailure.ReadTooSlow("upstream.unread-bytes"),
                slowest.cancellation().reason());
    }

    @Test
    void twoAreCutWhereOneIsNotEnough() throws IOException {
        Open first = open(80);
        Open second = open(80);
        Open third = open(41);
        bound.tick(1); // 101 too many: the first two hold 160
        assertEquals(
                new ClientFailure.ReadTooSlow("upstream.unread-bytes"),
                first.cancellation().reason());
        assertEquals(
                new ClientFailure.ReadTooSlow("upstream.unread-bytes"),
                second.cancellation().reason());
        assertNull(third.cancellation().reason());
    }

    @Test
    void aReplyCountsFromItsHeadUntilItIsClosed() throws IOException {
        Open one = open(60);
        assertEquals(1, bound.openReplies());
        one.reply().close();
        assertEquals(0, bound.openReplies());
        assertEquals(0, bound.unreadBytes());
        assertEquals(true, one.wire().closed);
    }
}
