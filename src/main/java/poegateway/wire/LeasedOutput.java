package poegateway.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import poegateway.core.MemoryLease;

/** An output into memory of a lease. What is large is kept without room to spare. */
public final class LeasedOutput extends OutputStream {
    private static final int FIRST_BYTES = 512;
    private static final int DOUBLED_BYTES = 16 * 1024;

    private final MemoryLease lease;
    private byte[] bytes = {};
    private int length;

    public LeasedOutput(MemoryLease lease) {
        this.lease = lease;
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int count) {
        int needed = Math.addExact(length, count);
        if (needed > bytes.length) {
            int size = needed > DOUBLED_BYTES ? needed : Math.max(FIRST_BYTES, 2 * needed);
            lease.take(size);
            byte[] grown = Arrays.copyOf(bytes, size);
            lease.giveBack(bytes.length);
            bytes = grown;
        }
        System.arraycopy(from, offset, bytes, length, count);
        length = needed;
    }

    /** Writes all of it at once, and gives the memory back. */
    public void moveTo(OutputStream out) throws IOException {
        int moved = length;
        length = 0;
        out.write(bytes, 0, moved);
        lease.giveBack(bytes.length);
        bytes = new byte[0];
    }
}
