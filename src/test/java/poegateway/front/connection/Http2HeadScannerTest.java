package poegateway.front.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class Http2HeadScannerTest {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;

    private final Http2HeadScanner scanner = new Http2HeadScanner();

    @Test
    void theHeadIsUnderWayUntilTheFirstSettingsAreComplete() {
        assertTrue(read(new byte[0]));
        assertTrue(read(new byte[23]));
        assertTrue(read(new byte[1]));
        byte[] settings = frame(SETTINGS, 0, 6);
        assertTrue(read(settings, 0, settings.length - 1));
        assertFalse(read(settings, settings.length - 1, 1));
    }

    @Test
    void aHeaderBlockIsUnderWayUntilTheFrameThatEndsIt() {
        settle();
        assertTrue(read(frame(HEADERS, 0, 300)));
        assertTrue(read(frame(CONTINUATION, 0, 1)));
        assertFalse(read(frame(CONTINUATION, END_HEADERS, 0)));
        assertFalse(read(frame(HEADERS, END_HEADERS | 1, 70_000)));
    }

    @Test
    void dataMayBeInTheMiddleOfAFrameForAsLongAsItTakes() {
        settle();
        byte[] data = frame(DATA, 0, 40_000);
        assertTrue(read(data, 0, 8));
        assertFalse(read(data, 8, 1));
        assertFalse(read(data, 9, 20_000));
        assertFalse(read(data, 20_009, 20_000));
        assertTrue(read(new byte[1]));
    }

    @Test
    void anyOtherFrameIsUnderWayUntilItsEnd() {
        settle();
        byte[] ping = frame(PING, 0, 8);
        assertTrue(read(ping, 0, 9));
        assertTrue(read(ping, 9, 7));
        assertFalse(read(ping, 16, 1));
    }

    @Test
    void framesAreFoundWhereverTheBytesAreSplit() {
        byte[] all = joined(
                new byte[24],
                frame(SETTINGS, 0, 0),
                frame(HEADERS, 0, 5),
                frame(CONTINUATION, END_HEADERS, 7),
                frame(DATA, 0, 300),
                frame(DATA, 1, 0));
        for (int split = 0; split <= all.length; split++) {
            Http2HeadScanner fresh = new Http2HeadScanner();
            fresh.read(ByteBuffer.wrap(all, 0, split));
            assertFalse(fresh.read(ByteBuffer.wrap(all, split, all.length - split)), "split at " + split);
        }
    }

    @Test
    void allBytesAreTaken() {
        ByteBuffer bytes = ByteBuffer.wrap(joined(new byte[24], frame(SETTINGS, 0, 12), new byte[3]));
        assertTrue(scanner.read(bytes));
        assertEquals(0, bytes.remaining());
    }

    private void settle() {
        assertFalse(read(joined(new byte[24], frame(SETTINGS, 0, 0))));
    }

    private boolean read(byte[] bytes) {
        return read(bytes, 0, bytes.length);
    }

    private boolean read(byte[] bytes, int from, int length) {
        return scanner.read(ByteBuffer.wrap(bytes, from, length));
    }

    private static byte[] frame(int type, int flags, int length) {
        byte[] frame = new byte[9 + length];
        frame[0] = (byte) (length >> 16);
        frame[1] = (byte) (length >> 8);
        frame[2] = (byte) length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        return frame;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
