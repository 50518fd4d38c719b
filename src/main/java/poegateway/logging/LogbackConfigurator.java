package poegateway.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.hook.DefaultShutdownHook;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;

/**
 * How the program logs until its settings are read: lines for people on standard error, since standard output belongs to what a
 * command is asked to print. Logback finds it by the services of the class path; a file of settings would cost every start the
 * time to read it.
 */
public final class LogbackConfigurator extends ContextAwareBase implements Configurator {
    static final String QUEUE = "async";
    static final String APPENDER = "stderr";

    private static final int QUEUE_EVENTS = 1024;
    private static final int FLUSH_LIMIT_MS = 1000;

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        loggers.getLogger("org.eclipse.jetty").setLevel(Level.WARN);
        // Anybody can make these warn, which would let callers fill the log.
        loggers.getLogger("org.eclipse.jetty.http.HttpParser").setLevel(Level.ERROR);
        loggers.getLogger("org.eclipse.jetty.util.HostPort").setLevel(Level.ERROR);
        loggers.getLogger("io.javalin").setLevel(Level.WARN);
        loggers.getLogger("okhttp3").setLevel(Level.WARN);
        Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(queue(loggers));
        flushAtTheEnd(loggers);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Who logs may be a stream or the clock of all streams, so a log that nobody reads must not hold it up: lines are lost. */
    private static AsyncAppender queue(LoggerContext loggers) {
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(loggers);
        queue.setName(QUEUE);
        queue.setQueueSize(QUEUE_EVENTS);
        queue.setDiscardingThreshold(0);
        queue.setNeverBlock(true);
        queue.setMaxFlushTime(FLUSH_LIMIT_MS);
        queue.addAppender(standardError(loggers));
        queue.start();
        return queue;
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext loggers) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(loggers);
        appender.setName(APPENDER);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(loggers, new TextLayout()));
        appender.start();
        return appender;
    }

    private static void flushAtTheEnd(LoggerContext loggers) {
        DefaultShutdownHook hook = new DefaultShutdownHook();
        hook.setContext(loggers);
        Thread thread = new Thread(hook, "end of the log");
        loggers.putObject("SHUTDOWN_HOOK", thread);
        Runtime.getRuntime().addShutdownHook(thread);
    }

    static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext loggers, Layout<ILoggingEvent> layout) {
        layout.setContext(loggers);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(loggers);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }
}
