package poegateway.relay;

import java.util.Arrays;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.upstream.PoeReply;

/** Reads a reply whole, up to a limit. */
final class WholeBody {
    private static final int FIRST_BYTES = 4 * 1024;
    /** A length that is told is believed so far at once, and further as the bytes come. */
    private static final int TOLD_BYTES_MAX = 64 * 1024;

    private final PoeReply reply;
    private final RequestTimeline timeline;
    private byte[] bytes;
    private int length;

    private WholeBody(PoeReply reply, RequestTimeline timeline) {
        this.reply = reply;
        this.timeline = timeline;
        this.bytes = new byte
                [reply.header("content-length").map(WholeBody::firstBytes).orElse(FIRST_BYTES)];
    }

    /** The whole body; over the limit it fails. */
    static byte[] read(PoeReply reply, long limitBytes, RequestTimeline timeline) {
        WholeBody body = new WholeBody(reply, timeline);
        while (body.readOn()) {
            if (body.length > limitBytes) {
                throw new FailureException(new ReplyFailure.TooLarge(limitBytes));
            }
        }
        return body.upTo(body.length);
    }

    /** The beginning of the body, as much as the limit allows. */
    static byte[] readBeginning(PoeReply reply, int limitBytes, RequestTimeline timeline) {
        WholeBody body = new WholeBody(reply, timeline);
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
        RequestPhase before = awaitBytes();
        try {
            int read = reply.read(bytes, length);
            length += Math.max(read, 0);
            return read >= 0;
        } finally {
            if (before != timeline.phase()) {
                timeline.enter(before);
            }
        }
    }

    /** Until the first event is there, which may be all of this body, its limit is the one that holds. */
    private RequestPhase awaitBytes() {
        RequestPhase before = timeline.phase();
        return before == RequestPhase.AWAITING_FIRST_EVENT ? before : timeline.enter(RequestPhase.AWAITING_BYTES);
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
