package poegateway.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LogbackServiceProvider;
import org.slf4j.ILoggerFactory;

/** Logback, but for loggers of Jetty, which are {@link LibraryLogger}s. SLF4J takes it where {@link Logs#initialise} names it. */
public final class LoggingProvider extends LogbackServiceProvider {
    private static final String JETTY = "org.eclipse.jetty.";

    @Override
    public ILoggerFactory getLoggerFactory() {
        LoggerContext loggers = (LoggerContext) super.getLoggerFactory();
        return name -> logger(loggers.getLogger(name));
    }

    private static org.slf4j.Logger logger(Logger logger) {
        return logger.getName().startsWith(JETTY) ? new LibraryLogger(logger) : logger;
    }
}
