package poegateway.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

/** Puts dots in place of keys in every line of the log, stack traces included; {@code %redact(…)} in logback.xml. */
public final class RedactingConverter extends CompositeConverter<ILoggingEvent> {
    @Override
    protected String transform(ILoggingEvent event, String line) {
        return redacted(line);
    }

    static String redacted(String text) {
        return LogSecrets.hiddenIn(text);
    }
}
