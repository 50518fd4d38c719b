package poegateway.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Gathers what may go to the caller until Poe lets it wait: then it is one write and one flush, not one per chunk. What is
 * written at once stays together, so that every write that leaves ends at the end of an event.
 */
final class CoalescingOutput extends OutputStream {
    private static final int FIRST_BYTES = 1024;
    private static final int MOST_BYTES = 32 * 1024;

    private final OutputStream out;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private boolean unflushed;

    CoalescingOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
        unflushed = true;
        if (length + count > MOST_BYTES) {
            passOn();
        }
        if (count > MOST_BYTES) {
            out.write(from, offset, count);
            return;
        }
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.clamp(2L * (length + count), FIRST_BYTES, MOST_BYTES));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** Writes what is gathered, without a flush: whoever ends the answer flushes it. */
    void passOn() throws IOException {
        if (length > 0) {
            int gathered = length;
            length = 0;
            out.write(bytes, 0, gathered);
        }
    }

    /** Nothing is flushed when nothing was written: a piece of an event is not, and would count as a sign of life. */
    @Override
    public void flush() throws IOException {
        if (unflushed) {
            unflushed = false;
            passOn();
            out.flush();
        }
    }
}
