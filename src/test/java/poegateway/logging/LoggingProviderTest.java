package poegateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LoggingProviderTest {
    private final LoggingProvider provider = new LoggingProvider();

    @BeforeEach
    void initialise() {
        provider.initialize();
    }

    @Test
    void aLoggerOfJettyWarnsThroughLogbackAndKeepsItsLevel() {
        org.slf4j.Logger jetty = provider.getLoggerFactory().getLogger("org.eclipse.jetty.server.Server");
        Logger behind = context().getLogger("org.eclipse.jetty.server.Server");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        behind.addAppender(lines);
        behind.setLevel(Level.DEBUG);
        jetty.debug("a detail");
        jetty.warn("port {} of {}", 1, "here", new IllegalStateException("cause"));
        assertInstanceOf(LibraryLogger.class, jetty);
        assertEquals("org.eclipse.jetty.server.Server", jetty.getName());
        assertFalse(jetty.isTraceEnabled() || jetty.isDebugEnabled() || jetty.isInfoEnabled());
        assertTrue(jetty.isWarnEnabled() && jetty.isErrorEnabled());
        assertEquals(1, lines.list.size());
        ILoggingEvent line = lines.list.getFirst();
        assertEquals("port 1 of here", line.getFormattedMessage());
        assertEquals("cause", line.getThrowableProxy().getMessage());
        assertEquals(behind.getName(), line.getLoggerName());
    }

    @Test
    void theLevelOfOneLoggerOfJettyMayDiffer() {
        assertFalse(provider.getLoggerFactory()
                .getLogger("org.eclipse.jetty.http.HttpParser")
                .isWarnEnabled());
    }

    @Test
    void allOtherLoggersAreLogbacks() {
        assertSame(context().getLogger("poegateway.app.Gateway"), other());
    }

    private org.slf4j.Logger other() {
        return provider.getLoggerFactory().getLogger("poegateway.app.Gateway");
    }

    /** Logback makes one for each provider. */
    private LoggerContext context() {
        return ((Logger) other()).getLoggerContext();
    }
}
