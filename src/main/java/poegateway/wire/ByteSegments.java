package poegateway.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Bytes that lie in several arrays, in order. None of them may be changed. */
public final class ByteSegments {
    private final List<Segment> segments;
    private final long length;

    public ByteSegments(List<Segment> segments) {
        this.segments = List.copyOf(segments);
        this.length = segments.stream().mapToLong(Segment::length).sum();
    }

    /**
     * A part of an array.
     *
     * @param from offset of its first byte
     * @param to offset after its last byte
     */
    @SuppressWarnings("ArrayRecordComponent") // it is shared on purpose, and never compared
    public record Segment(byte[] source, int from, int to) {
        /** Number of its bytes. */
        public int length() {
            return to - from;
        }
    }

    /** Sum of their lengths. */
    public long length() {
        return length;
    }

    /** Writes them all. */
    public void writeTo(OutputStream out) throws IOException {
        for (Segment segment : segments) {
            out.write(segment.source(), segment.from(), segment.length());
        }
    }

    /** A copy in one array. */
    public byte[] toByteArray() {
        byte[] whole = new byte[Math.toIntExact(length)];
        int at = 0;
        for (Segment segment : segments) {
            System.arraycopy(segment.source(), segment.from(), whole, at, segment.length());
            at += segment.length();
        }
        return whole;
    }

    /** Whether a part of that array is among them, uncopied. */
    @SuppressWarnings("ReferenceEquality") // the question is where it lies, not what it says
    public boolean share(byte[] source) {
        return segments.stream().anyMatch(segment -> segment.source() == source);
    }
}
