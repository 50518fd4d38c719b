package poegateway.dialect.responses.codec;

import java.io.ByteArrayOutputStream;
import poegateway.core.MemoryLease;
import poegateway.wire.JsonText;

/** Pieces of one text, whose memory is counted. */
final class LeasedText {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    private final MemoryLease memory;

    LeasedText(MemoryLease memory) {
        this.memory = memory;
    }

    void append(JsonText piece) {
        memory.take(piece.length());
        bytes.write(piece.source(), piece.from(), piece.length());
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    JsonText text() {
        byte[] all = bytes.toByteArray();
        return new JsonText(all, 0, all.length);
    }
}
