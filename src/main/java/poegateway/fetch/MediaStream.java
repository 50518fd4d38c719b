package poegateway.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.Response;

/** A medium on its way from its host: what is here can be handed on while the rest comes. Belongs to one thread. */
public final class MediaStream implements AutoCloseable {
    private final MediaConnection connection;
    private final InputStream in;
    private final long announcedBytes;
    private final long limitBytes;
    private final MediaFormat format;
    private final long leastBytes;
    private byte[] beginning;
    private byte[] end = {};
    private final Optional<MediaPart> part;
    private long readBytes;

    /** What it must be, and how long it may be. */
    record Expected(MediaFormat.Kind kind, long limitBytes) {}

    private MediaStream(
            Response response,
            MediaFormat format,
            byte[] beginning,
            long limitBytes,
            Optional<MediaPart> part,
            MediaConnection connection) {
        this.connection = connection;
        this.in = response.body().byteStream();
        this.announcedBytes = response.body().contentLength();
        this.limitBytes = limitBytes;
        this.format = format;
        this.part = part;
        this.leastBytes = part.map(MediaPart::length).orElseGet(() -> format.leastBytes(beginning));
        this.beginning = beginning;
    }

    static MediaStream begun(Response response, Expected expected, MediaConnection connection) throws IOException {
        if (response.body().contentLength() > expected.limitBytes) {
            throw RefusedFetchException.tooLarge(expected.limitBytes);
        }
        byte[] beginning = response.body().byteStream().readNBytes(MediaFormat.BEGINNING_BYTES);
        if (beginning.length == 0) {
            throw RefusedFetchException.empty();
        }
        MediaFormat format = MediaFormat.of(beginning, expected.kind)
                .orElseThrow(() -> RefusedFetchException.foreign(expected.kind));
        return new MediaStream(response, format, beginning, expected.limitBytes, Optional.empty(), connection);
    }

    /** What a part is cannot be told by its bytes, so its host is believed, as far as that is of the kind. */
    static MediaStream part(Response response, String range, Expected expected, MediaConnection connection)
            throws IOException {
        MediaPart part = MediaPart.of(response.header("content-range"))
                .filter(told -> told.answers(range))
                .orElseThrow(() -> new RefusedFetchException("its host sent another part than was asked for"));
        long announced = response.body().contentLength();
        if (announced >= 0 && announced != part.length()) {
            throw new RefusedFetchException("its host sent a part of another length than it says");
        }
        if (part.total() > expected.limitBytes) {
            throw RefusedFetchException.tooLarge(expected.limitBytes);
        }
        String type = String.valueOf(response.header("content-type"));
        MediaFormat format = Arrays.stream(MediaFormat.values())
                .filter(known -> known.kind() == expected.kind && type.startsWith(known.contentType()))
                .findFirst()
                .orElseThrow(() -> RefusedFetchException.foreign(expected.kind));
        return new MediaStream(response, format, new byte[0], part.length(), Optional.of(part), connection);
    }

    /** Which part of the medium it is; empty where it is the whole. */
    public Optional<MediaPart> part() {
        return part;
    }

    /** What it is, by its first bytes. */
    public MediaFormat format() {
        return format;
    }

    /** How many bytes its host announced, if it did. Where it sends fewer, {@link #read} fails at the end. */
    public OptionalLong length() {
        if (part.isPresent()) {
            return OptionalLong.of(part.get().length());
        }
        return announcedBytes < 0 ? OptionalLong.empty() : OptionalLong.of(announcedBytes);
    }

    /**
     * Reads the next bytes.
     *
     * @return how many, at least one; -1 at the end
     * @throws poegateway.core.failure.FailureException when the rest cannot be had: what was read so far is not the medium
     */
    public int read(byte[] buffer) {
        return read(buffer, 0);
    }

    /** The same behind the first bytes of the buffer, which must have room. */
    public int read(byte[] buffer, int offset) {
        int room = buffer.length - offset;
        int count = connection.reading(
                () -> beginning.length > 0 ? takeBeginning(buffer, offset) : in.read(buffer, offset, room));
        readBytes += Math.max(count, 0);
        noteEnd(buffer, offset, count);
        connection.received(readBytes);
        if (readBytes > limitBytes) {
            throw connection.failed(RefusedFetchException.tooLarge(limitBytes));
        }
        boolean whole = readBytes >= leastBytes && (end.length == 0 || format.isWhole(end));
        if (count < 0 && !whole) {
            throw connection.failed(RefusedFetchException.cut());
        }
        return count;
    }

    /** The last bytes so far, where the format has a mark at its end. */
    private void noteEnd(byte[] buffer, int offset, int count) {
        if (count > 0 && format.endBytes() > 0) {
            int before = Math.min(end.length, Math.max(0, format.endBytes() - count));
            int now = Math.min(count, format.endBytes());
            byte[] both = Arrays.copyOfRange(end, end.length - before, end.length + now);
            System.arraycopy(buffer, offset + count - now, both, before, now);
            end = both;
        }
    }

    private int takeBeginning(byte[] buffer, int offset) {
        int count = Math.min(beginning.length, buffer.length - offset);
        System.arraycopy(beginning, 0, buffer, offset, count);
        beginning = Arrays.copyOfRange(beginning, count, beginning.length);
        return count;
    }

    /** Hangs up on the host. */
    @Override
    public void close() {
        connection.close();
    }
}
