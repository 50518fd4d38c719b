package poegateway.relay.reply;

import poegateway.core.MemoryLease;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.upstream.PoeReply;
import poegateway.wire.GrowingBuffer;

/** Reads a reply whole, up to a limit, into memory of a lease. */
public final class ReplyBody {
    private static final long UNTOLD = -1;

    private final PoeReply reply;
    private final RequestTimeline timeline;
    private final GrowingBuffer body;

    private ReplyBody(PoeReply reply, MemoryLease memory, RequestTimeline timeline) {
        this.reply = reply;
        this.timeline = timeline;
        this.body = new GrowingBuffer(
                memory, reply.header("content-length").map(ReplyBody::told).orElse(UNTOLD));
    }

    /** The whole body; over the limit it fails. */
    public static byte[] read(PoeReply reply, long limitBytes, MemoryLease memory, RequestTimeline timeline) {
        ReplyBody whole = new ReplyBody(reply, memory, timeline);
        while (whole.readOn()) {
            if (whole.body.length() > limitBytes) {
                throw new FailureException(new ReplyFailure.TooLarge(limitBytes));
            }
        }
        return whole.body.take();
    }

    /** The beginning of the body, as much as the limit allows, which must be small: no lease counts it. */
    public static byte[] readBeginning(PoeReply reply, int limitBytes, RequestTimeline timeline) {
        ReplyBody whole = new ReplyBody(reply, MemoryLease.UNCOUNTED, timeline);
        boolean more = true;
        while (more && whole.body.length() < limitBytes) {
            more = whole.readOn();
        }
        return whole.body.beginning(limitBytes);
    }

    /**
     * The beginning of the body of a refusal. Its head has said what matters, so that a body that breaks off, or is not there
     * soon, only costs words.
     */
    public static byte[] readRefusal(PoeReply reply, int limitBytes, RequestTimeline timeline) {
        ReplyBody whole = new ReplyBody(reply, MemoryLease.UNCOUNTED, timeline);
        RequestPhase before = timeline.enter(RequestPhase.AWAITING_REFUSAL);
        try {
            boolean more = true;
            while (more && whole.body.length() < limitBytes) {
                more = whole.read();
            }
        } catch (FailureException cut) {
            timeline.cancellation().check();
        } finally {
            timeline.enter(before);
        }
        return whole.body.beginning(limitBytes);
    }

    private boolean read() {
        int read = reply.read(body.room(), body.offset());
        body.advance(Math.max(read, 0));
        return read >= 0;
    }

    private boolean readOn() {
        RequestPhase before = awaitBytes();
        try {
            return read();
        } finally {
            if (before != timeline.phase()) {
                timeline.enter(before);
            }
        }
    }

    /** Until the first event is there, which may be all of this body, its limit is the one that holds. */
    private RequestPhase awaitBytes() {
        RequestPhase before = timeline.phase();
        return before.awaitsAnswer() ? before : timeline.enter(RequestPhase.AWAITING_BYTES);
    }

    private static long told(String contentLength) {
        try {
            return Long.parseLong(contentLength);
        } catch (NumberFormatException broken) {
            return UNTOLD;
        }
    }
}
