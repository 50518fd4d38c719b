package poegateway.relay;

import java.util.Arrays;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;
import poegateway.upstream.PoeReply;

/** Reads a reply whole, up to a limit. */
final class WholeBody {
    private static final int FIRST_BYTES = 4 * 1024;
    /** A length that is told is believed so far at once, and further as the bytes come. */
    private static final int TOLD_BYTES_MAX = 64 * 1024;

    private final PoeReply reply;
    private final Watchdog watchdog;
    private byte[] bytes;
    private int length;

    private WholeBody(PoeReply reply, Watchdog watchdog) {
        this.reply = reply;
        this.watchdog = watchdog;
        this.bytes = new byte
                [reply.header("content-length").map(WholeBody::firstBytes).orElse(FIRST_BYTES)];
    }

    /** The whole body; over the limit it fails. */
    static byte[] read(PoeReply reply, long limitBytes, Watchdog watchdog) {
        WholeBody body = new WholeBody(reply, watchdog);
        while (body.readOn()) {
            if (body.length > limitBytes) {
                throw new FailureException(new ReplyFailure.TooLarge(limitBytes));
            }
        }
        return body.upTo(body.length);
    }

    /** The beginning of the body, as much as the limit allows. */
    static byte[] readBeginning(PoeReply reply, int limitBytes, Watchdog watchdog) {
        WholeBody body = new WholeBody(reply, watchdog);
        boolean more = true;
        while (more && body.length < limitBytes) {
            more = body.readOn();
        }
        return body.upTo(Math.min(body.length, limitBytes));
    }

    private boolean readOn() {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        watchdog.waiting();
        try {
            int read = reply.read(bytes, length);
            length += Math.max(read, 0);
            return read >= 0;
        } finally {
            watchdog.resting();
        }
    }

    private byte[] upTo(int end) {
        return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
    }

    /** One more than is told, so that the end is seen without growing. */
    private static int firstBytes(String contentLength) {
        try {
            return Math.clamp(Long.parseLong(contentLength) + 1, 1, TOLD_BYTES_MAX);
        } catch (NumberFormatException untold) {
            return FIRST_BYTES;
        }
    }
}
