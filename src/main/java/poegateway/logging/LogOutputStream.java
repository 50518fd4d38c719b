package poegateway.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where Logback writes the program's own lines, one write each. What cannot be written is lost and counted: an exception
 * would end the log for good, and standard error as a PrintStream would swallow it.
 */
final class LogOutputStream extends OutputStream {
    private final OutputStream out;
    private final LongAdder lost = new LongAdder();
    private volatile boolean failing;

    LogOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] line, int offset, int length) {
        try {
            out.write(line, offset, length);
            out.flush();
            failing = false;
        } catch (IOException full) {
            lost.increment();
            failing = true;
        }
    }

    /** Lines that were lost. */
    long lost() {
        return lost.sum();
    }

    /** Whether the last line was. */
    boolean failing() {
        return failing;
    }
}
