package poegateway.relay.video;

import java.util.Optional;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.upstream.PoeReply;

/** The bytes of a video, or of a part of it, on their way from Poe. Belongs to one thread; closing it hangs up on Poe. */
public final class VideoContent implements AutoCloseable {
    private final PoeReply reply;
    private final RequestTimeline timeline;

    /** The head of {@code reply} is there; {@code timeline} limits the wait for its bytes. */
    public VideoContent(PoeReply reply, RequestTimeline timeline) {
        this.reply = reply;
        this.timeline = timeline;
    }

    /** 200, 206 or 416. */
    public int status() {
        return reply.status();
    }

    /** A header of Poe's. */
    public Optional<String> header(String name) {
        return reply.header(name);
    }

    /**
     * Reads the next bytes into the buffer, from the offset on.
     *
     * @return how many, at least one; -1 at the end
     * @throws poegateway.core.failure.FailureException when the rest does not come
     */
    public int read(byte[] buffer, int offset) {
        RequestPhase before = timeline.enter(RequestPhase.AWAITING_BYTES);
        try {
            return reply.read(buffer, offset);
        } finally {
            timeline.enter(before);
        }
    }

    @Override
    public void close() {
        reply.close();
    }
}
