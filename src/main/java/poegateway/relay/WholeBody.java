package poegateway.relay;

import java.util.Arrays;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;
import poegateway.upstream.PoeReply;

/** Reads a reply whole, up to a limit. */
final class WholeBody {
    private static final int FIRST_BYTES = 8 * 1024;

    private WholeBody() {}

    /** The whole body; over the limit it fails. */
    static byte[] read(PoeReply reply, long limitBytes, Watchdog watchdog) {
        Growing body = new Growing();
        byte[] buffer = new byte[FIRST_BYTES];
        for (int read = next(reply, buffer, watchdog); read >= 0; read = next(reply, buffer, watchdog)) {
            if (body.length + (long) read > limitBytes) {
                throw new FailureException(new ReplyFailure.TooLarge(limitBytes));
            }
            body.add(buffer, read);
        }
        return body.bytes();
    }

    /** The beginning of the body, as much as the limit allows. */
    static byte[] readBeginning(PoeReply reply, int limitBytes, Watchdog watchdog) {
        Growing body = new Growing();
        byte[] buffer = new byte[FIRST_BYTES];
        for (int read = next(reply, buffer, watchdog);
                read >= 0 && body.length < limitBytes;
                read = next(reply, buffer, watchdog)) {
            body.add(buffer, Math.min(read, limitBytes - body.length));
        }
        return body.bytes();
    }

    private static int next(PoeReply reply, byte[] buffer, Watchdog watchdog) {
        watchdog.waiting();
        try {
            return reply.read(buffer);
        } finally {
            watchdog.resting();
        }
    }

    private static final class Growing {
        private byte[] bytes = new byte[FIRST_BYTES];
        private int length;

        void add(byte[] more, int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
            }
            System.arraycopy(more, 0, bytes, length, count);
            length += count;
        }

        byte[] bytes() {
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        }
    }
}
