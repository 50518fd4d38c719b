package poegateway.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * Log lines for programs: one JSON object each, with dots in place of keys. Those of the access log begin with the same
 * members. What the logger was told as key and value is a member too.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
    private static final int STACK_CHARS = 4_000;
    private static final DateTimeFormatter TO_THE_MILLISECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256);
        begin(line, event.getInstant(), event.getLevel(), event.getLoggerName());
        member(line, "message", event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> member(line, pair.key, pair.value));
        }
        if (event.getThrowableProxy() != null) {
            String stack = ThrowableProxyUtil.asString(event.getThrowableProxy());
            member(line, "exception", stack.substring(0, Math.min(stack.length(), STACK_CHARS)));
        }
        return line.append("}\n").toString();
    }

    /** A line that hides nothing. */
    static String line(Instant time, Level level, String logger, String message) {
        StringBuilder line = new StringBuilder(256);
        begin(line, time, level, logger);
        text(line, "message", message);
        return line.append('}').toString();
    }

    private static void begin(StringBuilder line, Instant time, Level level, String logger) {
        line.append("{\"ts\":\"");
        TO_THE_MILLISECOND.formatTo(time, line);
        line.append("\",\"level\":\"").append(level).append('"');
        text(line, "logger", logger);
    }

    private static void member(StringBuilder line, String name, Object value) {
        if (value instanceof Integer number) {
            line.append(",\"").append(name).append("\":").append(number);
        } else {
            text(line, name, LogSecrets.hiddenIn(String.valueOf(value)));
        }
    }

    private static void text(StringBuilder line, String name, String value) {
        line.append(",\"").append(name).append("\":\"");
        value.chars().forEach(character -> escape(line, (char) character));
        line.append('"');
    }

    private static void escape(StringBuilder line, char character) {
        switch (character) {
            case '"', '\\' -> line.append('\\').append(character);
            case '\n' -> line.append("\\n");
            case '\t' -> line.append("\\t");
            default -> {
                if (character >= ' ') {
                    line.append(character);
                }
            }
        }
    }
}
