package poegateway.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;

/** Log lines for programs: one JSON object each, with dots in place of keys. */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
    private static final int STACK_CHARS = 4_000;

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256).append("{\"ts\":\"").append(event.getInstant());
        line.append("\",\"level\":\"").append(event.getLevel()).append('"');
        member(line, "logger", event.getLoggerName());
        member(line, "message", event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            String stack = ThrowableProxyUtil.asString(event.getThrowableProxy());
            member(line, "exception", stack.substring(0, Math.min(stack.length(), STACK_CHARS)));
        }
        return line.append("}\n").toString();
    }

    private static void member(StringBuilder line, String name, String text) {
        line.append(",\"").append(name).append("\":\"");
        LogSecrets.hiddenIn(text).chars().forEach(character -> escape(line, (char) character));
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
