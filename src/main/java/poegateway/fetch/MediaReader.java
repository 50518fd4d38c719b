package poegateway.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import poegateway.core.MemoryLease;
import poegateway.wire.GrowingBuffer;

/** Reads one medium to its end, as far as its limit, the memory, and its format let it. */
final class MediaReader {
    private static final MediaFormat.Kind KIND = MediaFormat.Kind.PICTURE;

    private final long limitBytes;
    private final MemoryLease memory;

    MediaReader(long limitBytes, MemoryLease memory) {
        this.limitBytes = limitBytes;
        this.memory = memory;
    }

    /** {@code announcedBytes} is -1 where no length was announced. */
    FetchedMedia read(InputStream in, long announcedBytes) throws IOException {
        if (announcedBytes > limitBytes) {
            throw RefusedFetchException.tooLarge(limitBytes);
        }
        MediaFormat format = null;
        GrowingBuffer buffer = new GrowingBuffer(memory, announcedBytes);
        byte[] beginning = new byte[0];
        while (true) {
            byte[] room = buffer.room();
            int count = in.read(room, buffer.offset(), room.length - buffer.offset());
            if (count < 0) {
                break;
            }
            if (format == null) {
                beginning = longer(beginning, room, buffer.offset(), count);
            }
            buffer.advance(count);
            if (buffer.length() > limitBytes) {
                throw RefusedFetchException.tooLarge(limitBytes);
            }
            if (format == null && buffer.length() >= MediaFormat.BEGINNING_BYTES) {
                format = MediaFormat.of(beginning, KIND).orElseThrow(() -> RefusedFetchException.foreign(KIND));
            }
        }
        if (buffer.length() == 0) {
            throw RefusedFetchException.empty();
        }
        byte[] bytes = buffer.take();
        if (format == null || !format.isWhole(bytes)) {
            throw format == null ? RefusedFetchException.foreign(KIND) : RefusedFetchException.cut();
        }
        return new FetchedMedia(bytes, format);
    }

    private static byte[] longer(byte[] beginning, byte[] source, int from, int count) {
        int more = Math.min(count, MediaFormat.BEGINNING_BYTES - beginning.length);
        byte[] longer = Arrays.copyOf(beginning, beginning.length + more);
        System.arraycopy(source, from, longer, beginning.length, more);
        return longer;
    }
}
