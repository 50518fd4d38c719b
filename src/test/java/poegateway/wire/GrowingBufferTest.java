package poegateway.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingBufferTest {
    private static final int UNANNOUNCED = -1;
    private static final int SEGMENT_BYTES = 256 * 1024;

    private final CountedLease account = new CountedLease();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 4_095, 4_096, 4_097, 16_384, 16_385, 100_000, 1_000_000, 5_000_000})
    void whatGoesInComesOutAndTheLeaseHoldsExactlyThat(int length) {
        for (int announced : new int[] {length, UNANNOUNCED, length + 1, 2 * length + 7, length / 2}) {
            GrowingBuffer buffer = new GrowingBuffer(account, announced);
            byte[] bytes = random(length);
            fill(buffer, bytes);
            byte[] whole = buffer.take();
            assertArrayEquals(bytes, whole);
            assertEquals(length, account.heldBytes(), "held, of " + length + " bytes with " + announced + " announced");
            account.giveBack(length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_000, 5_000_000})
    void atItsPeakItHoldsOneAndAHalfTimesWhatWasAnnouncedAndTwiceWhatWasNot(int length) {
        fill(new GrowingBuffer(account, length), random(length));
        assertTrue(account.peakBytes() <= length * 3L / 2 + SEGMENT_BYTES, () -> account.peakBytes() + " at the peak");
        CountedLease other = new CountedLease();
        GrowingBuffer buffer = new GrowingBuffer(other, UNANNOUNCED);
        fill(buffer, random(length));
        buffer.take();
        assertTrue(other.peakBytes() <= length * 2L + SEGMENT_BYTES, () -> other.peakBytes() + " at the peak");
    }

    @Test
    void aSmallBodyThatIsAnnouncedTakesItsLengthAndRoomToSeeItsEnd() {
        GrowingBuffer buffer = new GrowingBuffer(account, 16_384);
        assertEquals(16_384, buffer.room().length);
        buffer.advance(16_384);
        assertEquals(16, buffer.room().length);
        assertEquals(16_384 + 16, account.heldBytes());
        assertEquals(16_384, buffer.take().length);
        assertEquals(16_384, account.heldBytes());
        assertEquals(16_384 + 16, account.peakBytes(), "what lay in one piece was copied");
    }

    @Test
    void segmentsDoubleWhatIsThereUpToTheirLargest() {
        GrowingBuffer buffer = new GrowingBuffer(account, UNANNOUNCED);
        for (int expected : new int[] {2_048, 2_048, 4_096, 8_192, 16_384, 32_768, 65_536, 131_072, 262_144, 262_144}) {
            assertEquals(expected, buffer.room().length - buffer.offset());
            buffer.advance(expected);
        }
    }

    @Test
    void aBeginningIsNoLongerThanAskedForAndWholeWhenItFits() {
        for (int most : new int[] {99, 100, 101}) {
            GrowingBuffer buffer = new GrowingBuffer(account, 100);
            byte[] bytes = random(100);
            fill(buffer, bytes);
            assertArrayEquals(java.util.Arrays.copyOf(bytes, Math.min(most, 100)), buffer.beginning(most));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 1_000_000_000})
    void whoAnnouncesMuchAndSendsLittleHoldsLittle(int announced) {
        GrowingBuffer buffer = new GrowingBuffer(account, announced);
        fill(buffer, random(1_000));
        assertTrue(account.peakBytes() <= 4_096, () -> account.peakBytes() + " at the peak");
    }

    /** As a reader does: until the end is seen, which needs room too. */
    private static void fill(GrowingBuffer buffer, byte[] bytes) {
        int at = 0;
        while (true) {
            byte[] room = buffer.room();
            int count = Math.min(room.length - buffer.offset(), Math.min(3_000, bytes.length - at));
            if (count == 0) {
                return;
            }
            System.arraycopy(bytes, at, room, buffer.offset(), count);
            buffer.advance(count);
            at += count;
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
