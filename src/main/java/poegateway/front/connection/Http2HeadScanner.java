package poegateway.front.connection;

import java.nio.ByteBuffer;

/**
 * Follows the bytes of an HTTP/2 caller only as far as to know whether a head is under way: the preface with the first
 * settings, the head of a frame, a header block with its continuations, or any frame but one of data.
 */
final class Http2HeadScanner {
    private static final int PREFACE_BYTES = 24;
    private static final int FRAME_HEAD_BYTES = 9;
    private static final int TYPE_AT = 3;
    private static final int FLAGS_AT = 4;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;

    private final byte[] frameHead = new byte[FRAME_HEAD_BYTES];
    private int frameHeadBytes;
    private int payloadLeft;
    private int prefaceLeft = PREFACE_BYTES;
    private boolean settled;
    private boolean continues;

    /** Takes all of the bytes, in the order in which they came; whether a head is under way after them. */
    boolean read(ByteBuffer bytes) {
        prefaceLeft -= skip(bytes, prefaceLeft);
        while (bytes.hasRemaining()) {
            if (frameHeadBytes < FRAME_HEAD_BYTES) {
                readFrameHead(bytes);
            } else {
                payloadLeft -= skip(bytes, payloadLeft);
            }
            if (frameHeadBytes == FRAME_HEAD_BYTES && payloadLeft == 0) {
                frameHeadBytes = 0;
                settled = true;
            }
        }
        return isUnderWay();
    }

    private boolean isUnderWay() {
        boolean inFrame = frameHeadBytes > 0;
        boolean inData = frameHeadBytes == FRAME_HEAD_BYTES && frameHead[TYPE_AT] == DATA;
        return !settled || continues || (inFrame && !inData);
    }

    private void readFrameHead(ByteBuffer bytes) {
        int read = Math.min(bytes.remaining(), FRAME_HEAD_BYTES - frameHeadBytes);
        bytes.get(frameHead, frameHeadBytes, read);
        frameHeadBytes += read;
        if (frameHeadBytes == FRAME_HEAD_BYTES) {
            payloadLeft = ((frameHead[0] & 0xFF) << 16) | ((frameHead[1] & 0xFF) << 8) | (frameHead[2] & 0xFF);
            int type = frameHead[TYPE_AT];
            if (type == HEADERS || type == CONTINUATION) {
                continues = (frameHead[FLAGS_AT] & END_HEADERS) == 0;
            }
        }
    }

    private static int skip(ByteBuffer bytes, int most) {
        int skipped = Math.min(most, bytes.remaining());
        bytes.position(bytes.position() + skipped);
        return skipped;
    }
}
