package poegateway.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import poegateway.core.MemoryLease;

/**
 * Bytes of unknown or announced length, read into memory that is taken from a lease as they arrive. It grows by segments,
 * so that growing copies nothing; an announced length is believed once half of it is there. While it is put together at
 * the end, it holds twice its length at most. Not thread-safe.
 */
public final class GrowingBuffer {
    private static final int FIRST_BYTES = 2 * 1024;
    /** An announced length up to this is believed at once. */
    private static final int BELIEVED_BYTES = 16 * 1024;

    private static final int SEGMENT_MAX_BYTES = 256 * 1024;
    /** Room to see the end of what was announced, without growing for it. */
    private static final int END_BYTES = 16;

    private static final int ARRAY_MAX_BYTES = Integer.MAX_VALUE - 8;

    private final MemoryLease lease;
    private final long announcedBytes;
    private final List<byte[]> full = new ArrayList<>(0);
    private byte[] segment = {};
    private int filled;
    private int fullBytes;

    /** {@code announcedBytes} is -1 when no length was announced. */
    public GrowingBuffer(MemoryLease lease, long announcedBytes) {
        this.lease = lease;
        this.announcedBytes = announcedBytes;
    }

    /** Where the next bytes go, from {@link #offset()} to its end; there is room for at least one. */
    public byte[] room() {
        if (filled == segment.length) {
            grow();
        }
        return segment;
    }

    public int offset() {
        return filled;
    }

    /** So many bytes were put there. */
    public void advance(int count) {
        filled += count;
    }

    public int length() {
        return fullBytes + filled;
    }

    /** All bytes, in one array that belongs to the lease; the buffer is empty then. */
    public byte[] take() {
        int length = length();
        if (full.size() == 1 && filled == 0) {
            useFirst();
        }
        if (!full.isEmpty() || filled != segment.length) {
            gather(length);
        }
        byte[] whole = segment;
        segment = new byte[0];
        filled = 0;
        return whole;
    }

    /** What was announced has come, and nothing after it: it lies in one piece already. */
    private void useFirst() {
        lease.giveBack(segment.length);
        segment = full.removeFirst();
        filled = fullBytes;
        fullBytes = 0;
    }

    private void grow() {
        int length = length();
        if (length == announcedBytes) {
            append(END_BYTES);
        } else if (length < announcedBytes && announcedBytes <= Math.max(BELIEVED_BYTES, 2L * length)) {
            gather(Math.toIntExact(announcedBytes));
        } else {
            append(Math.clamp(length, FIRST_BYTES, SEGMENT_MAX_BYTES));
        }
    }

    private void append(int bytes) {
        if (length() > ARRAY_MAX_BYTES - bytes) {
            throw new IllegalStateException("more than an array can hold; the limit of its reader must be lower");
        }
        lease.take(bytes);
        if (filled > 0) {
            full.add(segment);
            fullBytes += filled;
        }
        segment = new byte[bytes];
        filled = 0;
    }

    /** Moves everything into one array of that size. */
    private void gather(int bytes) {
        lease.take(bytes);
        byte[] whole = new byte[bytes];
        int at = 0;
        for (byte[] each : full) {
            System.arraycopy(each, 0, whole, at, each.length);
            at += each.length;
        }
        System.arraycopy(segment, 0, whole, at, filled);
        lease.giveBack(at + (long) segment.length);
        full.clear();
        filled += at;
        fullBytes = 0;
        segment = whole;
    }

    /** For what only wants the beginning: at most so many bytes, as a copy that no lease counts. */
    public byte[] beginning(int most) {
        byte[] whole = take();
        return whole.length <= most ? whole : Arrays.copyOf(whole, most);
    }
}
