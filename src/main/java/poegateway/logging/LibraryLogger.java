package poegateway.logging;

import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

/**
 * The logger of a library whose level never changes. Jetty asks its loggers a hundred times for each request whether they would take
 * details, and logback looks each time whether filters were added or levels changed: two hundredths of all processor time.
 */
final class LibraryLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    private final transient Logger logger;
    private final boolean trace;
    private final boolean debug;
    private final boolean info;
    private final boolean warn;
    private final boolean error;

    /** Keeps the levels that the logger has now. */
    LibraryLogger(Logger logger) {
        this.name = logger.getName();
        this.logger = logger;
        this.trace = logger.isTraceEnabled();
        this.debug = logger.isDebugEnabled();
        this.info = logger.isInfoEnabled();
        this.warn = logger.isWarnEnabled();
        this.error = logger.isErrorEnabled();
    }

    @Override
    public boolean isTraceEnabled() {
        return trace;
    }

    @Override
    public boolean isDebugEnabled() {
        return debug;
    }

    @Override
    public boolean isInfoEnabled() {
        return info;
    }

    @Override
    public boolean isWarnEnabled() {
        return warn;
    }

    @Override
    public boolean isErrorEnabled() {
        return error;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return LibraryLogger.class.getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        logger.log(marker, getFullyQualifiedCallerName(), level.toInt(), message, arguments, thrown);
    }
}
