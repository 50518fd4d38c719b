package poegateway.wire;

import java.nio.charset.StandardCharsets;

/** Server-sent events in the one form that every client reads: one {@code data: } line, then a blank line. */
public final class SseWriter {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

    private SseWriter() {}

    /**
     * A whole event.
     *
     * @param data the payload, without line ends
     */
    public static byte[] frame(byte[] data) {
        byte[] frame = new byte[DATA.length + data.length + 2];
        System.arraycopy(DATA, 0, frame, 0, DATA.length);
        System.arraycopy(data, 0, frame, DATA.length, data.length);
        frame[frame.length - 2] = '\n';
        frame[frame.length - 1] = '\n';
        return frame;
    }

    public static byte[] frame(String data) {
        return frame(data.getBytes(StandardCharsets.UTF_8));
    }
}
