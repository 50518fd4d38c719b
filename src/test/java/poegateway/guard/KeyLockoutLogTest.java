package poegateway.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of an address that presents wrong keys. */
class KeyLockoutLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(KeyRegistry.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    @Test
    void anAddressThatIsLockedOutIsToldOnceAMinute() {
        KeysFixture fixture = new KeysFixture().with(KeysFixture.GOOD);
        KeyRegistry keys = fixture.keys();
        for (int i = 0; i < 3 * KeysFixture.FAILURES; i++) {
            KeysFixture.refusal(keys, KeysFixture.OTHER);
        }
        String line =
                "3 wrong keys came from 192.0.2.1 within a minute: no key from there is tried until the minute ends"
                        + " (auth.failures-per-minute)";
        assertEquals(List.of(line), lines());
        fixture.pass(Duration.ofMinutes(1));
        for (int i = 0; i < KeysFixture.FAILURES; i++) {
            KeysFixture.refusal(keys, KeysFixture.OTHER);
        }
        assertEquals(List.of(line, line), lines());
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
