package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Fails a test during which anything was logged at WARN or above. */
public final class QuietLogs implements BeforeEachCallback, AfterEachCallback {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                complaints.add(event.getLoggerName() + ": " + event.getFormattedMessage());
            }
        }
    };

    @Override
    public void beforeEach(ExtensionContext context) {
        root.setLevel(Level.WARN);
        listener.setContext(root.getLoggerContext());
        listener.start();
        root.addAppender(listener);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        root.detachAppender(listener);
        assertEquals(List.of(), List.copyOf(complaints));
    }
}
