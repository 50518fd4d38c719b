package poegateway.wire;

import java.io.IOException;

/** Takes the events of a stream, one by one. */
@FunctionalInterface
public interface SseFrameHandler {
    /**
     * One event as {@code data: …} and a blank line, with an {@code event: …} line before it when it has a name;
     * line ends are LF. The bytes are only good during the call.
     *
     * @param bytes the array that holds the frame, often the one that was fed
     * @param from offset of its first byte
     * @param to offset after its last one
     */
    void frame(byte[] bytes, int from, int to) throws IOException;
}
