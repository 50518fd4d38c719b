package poegateway.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Hears what must not happen unsaid: exceptions that nobody caught, and log lines of WARN or worse. */
final class Alarms extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> raised = new CopyOnWriteArrayList<>();
    private final List<String> expected = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Thread.@Nullable UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    static Alarms listen() {
        Alarms alarms = new Alarms();
        alarms.setContext(alarms.root.getLoggerContext());
        alarms.start();
        alarms.root.addAppender(alarms);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> alarms.raised.add("uncaught in " + thread + ": " + thrown));
        return alarms;
    }

    /** A WARN or ERROR that holds this text is part of the test. */
    void expect(String text) {
        expected.add(text);
    }

    void assertQuiet() {
        List<String> unexpected = raised.stream()
                .filter(alarm -> expected.stream().noneMatch(alarm::contains))
                .toList();
        assertEquals(List.of(), unexpected, "something happened that the test did not declare");
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            Object thrown = event.getThrowableProxy() == null
                    ? ""
                    : event.getThrowableProxy().getClassName() + " "
                            + event.getThrowableProxy().getMessage();
            raised.add(
                    event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + " " + thrown);
        }
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
        Thread.setDefaultUncaughtExceptionHandler(before);
    }
}
