package poegateway.front.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.junit.jupiter.api.Test;
import poegateway.core.Ticker;
import poegateway.rig.Eventually;

final class ConnectionDeadlinesTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong(-7);
    private final Ticker ticker = new Ticker(now::get);
    private final ConnectionDeadlines deadlines = new ConnectionDeadlines(ticker, Duration.ofSeconds(15));
    private final EndPoint caller = new ByteArrayEndPoint();

    @Test
    void aHeadThatTakesLongerThanTheLimitEndsTheConnection() {
        deadlines.headBegins(caller);
        tickAfter(Duration.ofSeconds(15));
        assertTrue(caller.isOpen());
        deadlines.headBegins(caller); // more of the same head
        tickAfter(Duration.ofNanos(1));
        awaitClosed();
        assertEquals(0, deadlines.size());
    }

    @Test
    void aHeadThatIsCompleteHasNoDeadlineAndTheNextHasItsOwn() {
        deadlines.headBegins(caller);
        deadlines.headEnds(caller);
        tickAfter(Duration.ofDays(1));
        deadlines.headBegins(caller);
        tickAfter(Duration.ofSeconds(15));
        assertTrue(caller.isOpen());
        assertEquals(1, deadlines.size());
    }

    @Test
    void aLimitedLifeEndsWhateverComesAndTheFirstLimitStays() {
        deadlines.limitLife(caller, Duration.ofSeconds(5));
        deadlines.limitLife(caller, Duration.ofSeconds(50));
        deadlines.headEnds(caller);
        tickAfter(Duration.ofSeconds(5));
        assertTrue(caller.isOpen());
        tickAfter(Duration.ofNanos(1));
        awaitClosed();
    }

    @Test
    void aHeadMayHaveALimitOfItsOwn() {
        deadlines.headBegins(caller, Duration.ofSeconds(2));
        tickAfter(Duration.ofSeconds(3));
        awaitClosed();
    }

    @Test
    void aConnectionThatIsClosedIsForgotten() {
        deadlines.headBegins(caller);
        deadlines.limitLife(caller, SOON);
        assertEquals(2, deadlines.size());
        deadlines.closed(caller);
        assertEquals(0, deadlines.size());
    }

    private void tickAfter(Duration time) {
        now.addAndGet(time.toNanos());
        deadlines.tick(now.get());
    }

    private void awaitClosed() {
        Eventually.holds(SOON, () -> !caller.isOpen(), () -> "still open");
        assertFalse(caller.isOpen());
    }
}
