package poegateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import poegateway.config.UpstreamConfig;
import poegateway.core.Cancellation;
import poegateway.core.Failure;
import poegateway.core.Pulse;
import poegateway.core.ReplyFailure;

/** With the standard limits: 180 s to the first event, 90 s of silence, 30 min in all. */
class WatchdogTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // monotonic time may overflow
    private final Pulse pulse = new Pulse(nanos::get);
    private final Cancellation cancellation = new Cancellation();
    private final Watchdog watchdog = new Watchdog(pulse, UpstreamConfig.defaults(), cancellation);

    @Test
    void theFirstEventIsAwaitedFor180Seconds() {
        watchdog.awaitFirstEvent();
        watchdog.waiting();
        assertNull(after(180));
        assertSays(after(1), "upstream.first-event-timeout 180 s");
    }

    @Test
    void everyAttemptHasItsOwnTimeForTheFirstEvent() {
        watchdog.awaitFirstEvent();
        assertNull(after(170));
        watchdog.awaitFirstEvent();
        assertNull(after(170));
        assertSays(after(11), "upstream.first-event-timeout");
    }

    @Test
    void afterTheFirstEvent90SecondsOfSilenceAreAllowed() {
        watchdog.awaitFirstEvent();
        watchdog.firstEventCame();
        watchdog.waiting();
        assertNull(after(90));
        assertEquals(new ReplyFailure.IdleTimeout(Duration.ofSeconds(90)), after(1));
    }

    @Test
    void everyReadBeginsItsSilenceAnew() {
        for (int read = 0; read < 10; read++) {
            watchdog.waiting();
            assertNull(after(80));
            watchdog.resting();
        }
    }

    @Test
    void aCallerWhoReadsSlowlyIsNoSilenceOfPoe() {
        watchdog.waiting();
        watchdog.resting();
        assertNull(after(600));
    }

    @Test
    void theWholeRequestMayTake30Minutes() {
        assertNull(after(1_800));
        assertSays(after(1), "upstream.total-timeout 1800 s");
    }

    @Test
    void theEndOfAFinishedReplyIsAwaitedForASecond() {
        watchdog.draining();
        assertNull(after(1));
        assertInstanceOf(ReplyFailure.Truncated.class, after(1));
    }

    @Test
    void aClosedWatchdogIsQuiet() {
        watchdog.awaitFirstEvent();
        watchdog.close();
        assertNull(after(100_000));
        assertEquals(0, pulse.size());
    }

    private @Nullable Failure after(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        pulse.beat();
        return cancellation.reason();
    }

    private static void assertSays(@Nullable Failure failure, String words) {
        assertInstanceOf(ReplyFailure.Timeout.class, failure);
        assertTrue(failure.message().contains(words), failure::message);
    }
}
