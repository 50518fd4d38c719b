package poegateway.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import poegateway.config.LogConfig;

/** Brings the log of the program's own words into the form that the settings ask for; {@link LogbackConfigurator} has the rest. */
public final class Logs {
    private static volatile @Nullable LogOutputStream own;

    private Logs() {}

    public static void apply(LogConfig settings, ProcessEnvironment process) {
        Logger root = root();
        level(settings);
        if (root.getAppender(LogbackConfigurator.QUEUE) instanceof AsyncAppender queue
                && queue.getAppender(LogbackConfigurator.APPENDER) instanceof ConsoleAppender<ILoggingEvent> stderr) {
            if (!(stderr.getOutputStream() instanceof LogOutputStream)) {
                LogOutputStream counted = new LogOutputStream(process.log());
                stderr.setOutputStream(counted);
                own = counted;
            }
            if (!text(settings, process)) {
                stderr.setEncoder(LogbackConfigurator.encoder(root.getLoggerContext(), new JsonLayout()));
            }
        }
    }

    /** Takes up another level; the form of lines stays. */
    public static void level(LogConfig settings) {
        root().setLevel(level(settings.level()));
    }

    /** Sets the log up as it is until {@link #apply}. Libraries that another thread initialises ask for it too, and must find it. */
    public static void initialise() {
        System.setProperty("slf4j.internal.verbosity", "WARN"); // else it tells of the next line on standard error
        System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, LoggingProvider.class.getName());
        LoggerFactory.getILoggerFactory();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** Lines of the program's own that could not be written. */
    public static long lost() {
        LogOutputStream stream = own;
        return stream == null ? 0 : stream.lost();
    }

    /** Whether the last line of the program's own could not be written. */
    public static boolean failing() {
        LogOutputStream stream = own;
        return stream != null && stream.failing();
    }

    /** A line for programs as it stands, for what an operator must see and no log may hold: it is printed, not logged. */
    public static String lineWithSecret(String logger, String message) {
        return JsonLayout.line(Instant.now(), Level.INFO, logger, message);
    }

    /** Whether log lines are for people. */
    public static boolean text(LogConfig log, ProcessEnvironment process) {
        return switch (log.format()) {
            case AUTO -> process.terminal();
            case TEXT -> true;
            case JSON -> false;
        };
    }

    /** Whether somebody sees standard output who wants to read it, be the log what it may. */
    public static boolean bannerWanted(LogConfig log, ProcessEnvironment process) {
        return text(log, process) || (log.format() == LogConfig.Format.AUTO && ProcessEnvironment.outputOnTerminal());
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
