package poegateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import poegateway.core.Pulse;
import poegateway.front.ops.Health;

final class TickMonitorTest {
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
    private static final String SECRET = "sk-of-a-caller";

    private final AtomicLong nanos = new AtomicLong(7);
    private final TickMonitor monitor = new TickMonitor(nanos::get, () -> START.plusNanos(nanos.get()));
    private final Pulse pulse = new Pulse(nanos::get, monitor);
    private final Logger logger = (Logger) LoggerFactory.getLogger(TickMonitor.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
        logger.setAdditive(false);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(logged);
        logger.setAdditive(true);
    }

    @Test
    void aBeatInTimeIsSound() {
        pass(Duration.ofSeconds(2));
        Health.Part part = monitor.part(pulse);
        assertEquals("time limits", part.name());
        assertTrue(part.ok());
        assertEquals("looked at 2.0 s ago", part.detail());
        assertEquals(2.0, TickMonitor.ageSeconds(pulse));
        pulse.beat();
        assertEquals(0.0, TickMonitor.ageSeconds(pulse));
    }

    @Test
    void aLateBeatIsToldWithItsLimit() {
        pass(Duration.ofSeconds(3));
        Health.Part part = monitor.part(pulse);
        assertFalse(part.ok());
        assertEquals(
                "looked at 3.0 s ago, 2 s is the most: none is kept meanwhile; restart the gateway if this stays",
                part.detail());
        pulse.beat();
        assertTrue(monitor.part(pulse).ok());
    }

    @Test
    void aFailureIsShownForTenMinutesWithoutItsMessage() {
        Pulse.Seat seat = pulse.join(this::failing);
        pulse.beat();
        seat.close();
        pass(Duration.ofMinutes(10).minusNanos(1));
        pulse.beat();
        Health.Part part = monitor.part(pulse);
        assertFalse(part.ok());
        assertEquals(
                "looked at 0.0 s ago; OutOfMemoryError in TickMonitorTest at 2026-06-01T12:00:00Z, see the log;"
                        + " all others were looked at",
                part.detail());
        pass(Duration.ofNanos(1));
        pulse.beat();
        assertTrue(monitor.part(pulse).ok());
    }

    @Test
    void theLogHasOneFailureEachTenSecondsAndHowManyItLacks() {
        pulse.join(this::failing);
        for (int beat = 0; beat <= 200; beat++) {
            pulse.beat();
            pass(Duration.ofMillis(100));
        }
        assertEquals(3, logged.list.size());
        assertTrue(logged.list.get(0).getFormattedMessage().contains("; 0 failures before it"));
        assertTrue(logged.list.get(1).getFormattedMessage().contains("; 99 failures before it"));
        assertEquals(SECRET, logged.list.getFirst().getThrowableProxy().getMessage());
    }

    private void failing(long nowNanos) {
        throw new OutOfMemoryError(SECRET);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
