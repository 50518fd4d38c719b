package poegateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;

class BoundedBufferTest {
    private final CountedLease lease = new CountedLease();

    @Test
    void whatIsAppendedAndPutBeforeStandsInOrder() {
        BoundedBuffer buffer = new BoundedBuffer(100, 0, lease);
        append(buffer, "..middle..", 2, 8);
        append(buffer, "end", 0, 3);
        buffer.prepend("first ".getBytes(US_ASCII));
        assertEquals("first middleend", text(buffer));
        assertEquals(15, buffer.length());
    }

    @Test
    void itGrowsToItsLimitAndNotByOneByteMore() {
        BoundedBuffer buffer = new BoundedBuffer(3_000, 0, lease);
        append(buffer, "x".repeat(3_000), 0, 3_000);
        assertEquals(3_000, lease.heldBytes());
        append(buffer, "", 0, 0);
        FailureException over = assertThrows(FailureException.class, () -> append(buffer, "y", 0, 1));
        assertEquals(
                3_000,
                assertInstanceOf(ReplyFailure.TooLarge.class, over.failure()).limitBytes());
        assertEquals(3_000, buffer.length());
    }

    @Test
    void whatTheLimitDoesNotCountHasRoomAndTheFailureNamesTheLimit() {
        BoundedBuffer buffer = new BoundedBuffer(10, 5, lease);
        append(buffer, "x".repeat(15), 0, 15);
        FailureException over = assertThrows(FailureException.class, () -> append(buffer, "y", 0, 1));
        assertEquals(
                10,
                assertInstanceOf(ReplyFailure.TooLarge.class, over.failure()).limitBytes());
    }

    @Test
    void theLeaseHoldsWhatTheArrayHoldsAndBothForTheMomentOfGrowing() {
        BoundedBuffer buffer = new BoundedBuffer(1_000_000, 0, lease);
        append(buffer, "a", 0, 1);
        assertEquals(1_024, lease.heldBytes());
        append(buffer, "b".repeat(1_023), 0, 1_023);
        assertEquals(1_024, lease.heldBytes(), "what fits needs nothing more");
        append(buffer, "c", 0, 1);
        assertEquals(2_048, lease.heldBytes());
        assertEquals(2_048 + 1_024, lease.peakBytes());
        assertEquals(buffer.bytes().length, lease.heldBytes());
    }

    @Test
    void theLimitCutsTheDoublingShort() {
        BoundedBuffer buffer = new BoundedBuffer(1_500, 0, lease);
        append(buffer, "a".repeat(1_024), 0, 1_024);
        append(buffer, "b", 0, 1);
        assertEquals(1_500, lease.heldBytes());
    }

    @Test
    void aPrefixThatFillsTheArrayNeedsNoNewOneAndOneByteMoreDoes() {
        BoundedBuffer buffer = new BoundedBuffer(1_024, 0, lease);
        append(buffer, "a".repeat(1_000), 0, 1_000);
        buffer.prepend("b".repeat(24).getBytes(US_ASCII));
        assertEquals(1_024, lease.heldBytes());
        buffer.prepend("c".getBytes(US_ASCII));
        assertEquals(1_025, lease.heldBytes());
        assertEquals("c" + "b".repeat(24) + "a".repeat(1_000), text(buffer));
    }

    @Test
    void aSmallArrayIsKeptWhenItIsEmptiedAndALargeOneGivenBack() {
        BoundedBuffer buffer = new BoundedBuffer(1_000_000, 0, lease);
        append(buffer, "a".repeat(8_192), 0, 8_192);
        buffer.clear();
        assertEquals(0, buffer.length());
        assertEquals(8_192, lease.heldBytes());
        append(buffer, "a".repeat(8_193), 0, 8_193);
        buffer.clear();
        assertEquals(0, lease.heldBytes());
        assertEquals(0, buffer.bytes().length);
    }

    private static void append(BoundedBuffer buffer, String text, int from, int to) {
        buffer.append(text.getBytes(US_ASCII), from, to);
    }

    private static String text(BoundedBuffer buffer) {
        return new String(buffer.bytes(), 0, buffer.length(), US_ASCII);
    }

    @Test
    void aBufferGrowsUpToItsLimitAndNotOverIt() {
        BoundedBuffer buffer = new BoundedBuffer(5_000, 0, MemoryLease.UNCOUNTED);
        byte[] kilobyte = new byte[1_000];
        for (int i = 1; i <= 5; i++) {
            kilobyte[0] = (byte) i;
            buffer.append(kilobyte, 0, 1_000);
            assertEquals(i * 1_000, buffer.length());
            assertTrue(buffer.bytes().length <= 5_000);
        }
        for (int i = 1; i <= 5; i++) {
            assertEquals(i, buffer.bytes()[(i - 1) * 1_000]);
        }
        assertThrows(FailureException.class, () -> buffer.append(kilobyte, 0, 1));
        buffer.append(kilobyte, 0, 0);
        buffer.clear();
        assertEquals(0, buffer.length());
        buffer.append(new byte[] {7, 8, 9}, 1, 2);
        assertEquals(8, buffer.bytes()[0]);
        assertEquals(1, buffer.length());
        BoundedBuffer small = new BoundedBuffer(10, 0, MemoryLease.UNCOUNTED);
        small.append(new byte[] {1}, 0, 1);
        assertThrows(FailureException.class, () -> small.append(new byte[10], 0, 10));
    }
}
