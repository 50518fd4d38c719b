package poegateway;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import poegateway.config.LogConfig;

/** Brings the log of the program's own words into the form that the settings ask for; logback.xml has the rest. */
final class Logs {
    private static final String QUEUE = "async";
    private static final String APPENDER = "stderr";

    private static volatile @Nullable EventStream own;

    private Logs() {}

    static void apply(LogConfig settings, Surroundings surroundings) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level(settings.level()));
        if (root.getAppender(QUEUE) instanceof AsyncAppender queue
                && queue.getAppender(APPENDER) instanceof ConsoleAppender<ILoggingEvent> stderr) {
            if (!(stderr.getOutputStream() instanceof EventStream)) {
                EventStream counted = new EventStream(surroundings.log());
                stderr.setOutputStream(counted);
                own = counted;
            }
            if (!Watching.text(settings, surroundings)) {
                stderr.setEncoder(encoder(root.getLoggerContext()));
            }
        }
    }

    /** Lines of the program's own that could not be written. */
    static long lost() {
        EventStream stream = own;
        return stream == null ? 0 : stream.lost();
    }

    /** Whether the last line of the program's own could not be written. */
    static boolean failing() {
        EventStream stream = own;
        return stream != null && stream.failing();
    }

    private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext context) {
        JsonLayout layout = new JsonLayout();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    private static Level level(LogConfig.Level level) {
        return switch (level) {
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
        };
    }
}
