package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.junit.jupiter.api.Test;
import poegateway.core.Pulse;
import poegateway.rig.Eventually;

final class ConnectionDeadlinesTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong(-7);
    private final Pulse pulse = new Pulse(now::get);
    private final ConnectionDeadlines deadlines = new ConnectionDeadlines(pulse, Duration.ofSeconds(15));
    private final EndPoint caller = new ByteArrayEndPoint();

    @Test
    void aHeadThatTakesLongerThanTheLimitEndsTheConnection() {
        deadlines.headBegins(caller);
        beatAfter(Duration.ofSeconds(15));
        assertTrue(caller.isOpen());
        deadlines.headBegins(caller); // more of the same head
        beatAfter(Duration.ofNanos(1));
        awaitClosed();
        assertEquals(0, deadlines.size());
    }

    @Test
    void aHeadThatIsCompleteHasNoDeadlineAndTheNextHasItsOwn() {
        deadlines.headBegins(caller);
        deadlines.headEnds(caller);
        beatAfter(Duration.ofDays(1));
        deadlines.headBegins(caller);
        beatAfter(Duration.ofSeconds(15));
        assertTrue(caller.isOpen());
        assertEquals(1, deadlines.size());
    }

    @Test
    void aLimitedLifeEndsWhateverComesAndTheFirstLimitStays() {
        deadlines.limitLife(caller, Duration.ofSeconds(5));
        deadlines.limitLife(caller, Duration.ofSeconds(50));
        deadlines.headEnds(caller);
        beatAfter(Duration.ofSeconds(5));
        assertTrue(caller.isOpen());
        beatAfter(Duration.ofNanos(1));
        awaitClosed();
    }

    @Test
    void aHeadMayHaveALimitOfItsOwn() {
        deadlines.headBegins(caller, Duration.ofSeconds(2));
        beatAfter(Duration.ofSeconds(3));
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

    private void beatAfter(Duration time) {
        now.addAndGet(time.toNanos());
        deadlines.beat(now.get());
    }

    private void awaitClosed() {
        Eventually.holds(SOON, () -> !caller.isOpen(), () -> "still open");
        assertFalse(caller.isOpen());
    }
}
