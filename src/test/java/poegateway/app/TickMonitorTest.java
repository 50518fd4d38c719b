package poegateway.app;

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
import poegateway.core.Ticker;
import poegateway.front.ops.Health;

final class TickMonitorTest {
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
    private static final String SECRET = "sk-of-a-caller";

    private final AtomicLong nanos = new AtomicLong(7);
    private final TickMonitor monitor = new TickMonitor(nanos::get, () -> START.plusNanos(nanos.get()));
    private final Ticker ticker = new Ticker(nanos::get, monitor);
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
    void aTickInTimeIsSound() {
        pass(Duration.ofSeconds(2));
        Health.Part part = monitor.part(ticker);
        assertEquals("time limits", part.name());
        assertTrue(part.ok());
        assertEquals("looked at 2.0 s ago", part.detail());
        assertEquals(2.0, TickMonitor.ageSeconds(ticker));
        ticker.tick();
        assertEquals(0.0, TickMonitor.ageSeconds(ticker));
    }

    @Test
    void aLateTickIsToldWithItsLimit() {
        pass(Duration.ofSeconds(3));
        Health.Part part = monitor.part(ticker);
        assertFalse(part.ok());
        assertEquals(
                "looked at 3.0 s ago, 2 s is the most: none is enforced meanwhile; restart the gateway if this persists",
                part.detail());
        ticker.tick();
        assertTrue(monitor.part(ticker).ok());
    }

    @Test
    void aFailureIsShownForTenMinutesWithoutItsMessage() {
        Ticker.Registration registration = ticker.register(this::failing);
        ticker.tick();
        registration.close();
        pass(Duration.ofMinutes(10).minusNanos(1));
        ticker.tick();
        Health.Part part = monitor.part(ticker);
        assertFalse(part.ok());
        assertEquals(
                "looked at 0.0 s ago; OutOfMemoryError in TickMonitorTest at 2026-06-01T12:00:00Z, see the log; all "
                        + "others were checked",
                part.detail());
        pass(Duration.ofNanos(1));
        ticker.tick();
        assertTrue(monitor.part(ticker).ok());
    }

    @Test
    void theLogHasOneFailureEachTenSecondsAndHowManyItLacks() {
        ticker.register(this::failing);
        for (int tick = 0; tick <= 200; tick++) {
            ticker.tick();
            pass(Duration.ofMillis(100));
        }
        assertEquals(3, logged.list.size());
        assertTrue(logged.list.get(0).getFormattedMessage().contains("; 0 earlier failures"));
        assertTrue(logged.list.get(1).getFormattedMessage().contains("; 99 earlier failures"));
        assertEquals(SECRET, logged.list.getFirst().getThrowableProxy().getMessage());
    }

    private void failing(long nowNanos) {
        throw new OutOfMemoryError(SECRET);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
