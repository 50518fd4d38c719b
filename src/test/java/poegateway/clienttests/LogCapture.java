package poegateway.clienttests;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** All that the gateway logs at its most talkative, before any pattern makes keys unreadable, stack traces included. */
final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger gateway = (Logger) LoggerFactory.getLogger("poegateway");
    private final @Nullable Level before = gateway.getLevel();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    static LogCapture listen() {
        LogCapture capture = new LogCapture();
        capture.setContext(capture.gateway.getLoggerContext());
        capture.start();
        capture.gateway.setLevel(Level.TRACE);
        capture.gateway.setAdditive(false);
        capture.gateway.addAppender(capture);
        return capture;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage() + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    @Override
    public void close() {
        gateway.setLevel(before);
        gateway.setAdditive(true);
        gateway.detachAppender(this);
        stop();
    }
}
