package poegateway.front.body;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;

/**
 * What is still to come of a body that nobody wants. A little is read before the answer, so that the connection can go on;
 * much is read behind an answer that says {@code Connection: close}, since a caller who is cut off while it sends would see
 * a broken pipe instead of the answer.
 */
public final class UnreadBody {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);
    private static final int STEP_BYTES = 16 * 1024;
    private static final long SMALL_BYTES = 256 * 1024;
    private static final Duration SMALL_TIME = Duration.ofMillis(500);
    private static final long LARGE_BYTES = 64L * 1024 * 1024;
    private static final Duration LARGE_TIME = Duration.ofSeconds(5);

    private final BodySource source;
    private final Ticker ticker;
    private final RequestTimeline timeline;

    public UnreadBody(BodySource source, Ticker ticker, RequestTimeline timeline) {
        this.source = source;
        this.ticker = ticker;
        this.timeline = timeline;
    }

    /** Before the answer: reads what is left of a small body, for a moment. Returns whether that was all of it. */
    public boolean drainIfSmall() {
        if (!source.isComplete() && !source.isAwaited() && source.declaredBytes() <= SMALL_BYTES) {
            read(SMALL_BYTES, SMALL_TIME);
        }
        return source.isComplete();
    }

    /** Behind an answer that has been sent. Who said {@code Expect: 100-continue} may send without waiting, too. */
    public void discard() {
        if (!source.isComplete()) {
            read(LARGE_BYTES, LARGE_TIME);
        }
    }

    /** The server's own limits in time start anew with each byte, so this one interrupts. */
    private void read(long mostBytes, Duration mostTime) {
        ScopedInterrupt interruption = new ScopedInterrupt(Thread.currentThread());
        long startNanos = ticker.nanoTime();
        Ticker.Registration registration = ticker.register(now -> {
            if (now - startNanos > mostTime.toNanos()) {
                interruption.interrupt();
            }
        });
        RequestPhase before = timeline.read(RequestPhase.DISCARDING_BODY);
        try {
            readToNothing(mostBytes);
        } catch (IOException broken) {
            LOG.debug("the rest of a body did not come", broken); // it was not wanted
        } finally {
            registration.close();
            timeline.enter(before);
            interruption.end();
        }
    }

    private void readToNothing(long mostBytes) throws IOException {
        byte[] waste = new byte[STEP_BYTES];
        long left = mostBytes;
        for (int read = 0; read >= 0 && left > 0; read = source.read(waste, 0, waste.length)) {
            left -= read;
        }
    }
}
