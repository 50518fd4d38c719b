package poegateway.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/** Log lines for people: time, level, class and words, with dots in place of keys; and the top of the stack trace, if there is one. */
final class TextLayout extends LayoutBase<ILoggingEvent> {
    private static final String STACK_LINES = "8";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final Pattern LINE_ENDS = Pattern.compile("[\r\n]+");

    private final ThrowableProxyConverter stack = new ThrowableProxyConverter();

    @Override
    public void start() {
        stack.setContext(getContext());
        stack.setOptionList(List.of(STACK_LINES));
        stack.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256);
        TIME.formatTo(event.getInstant(), line);
        String level = event.getLevel().toString();
        line.append(' ').append(level).repeat(' ', Math.max(0, 5 - level.length()));
        String logger = event.getLoggerName();
        line.append(' ').append(logger, logger.lastIndexOf('.') + 1, logger.length());
        line.append(' ').append(LINE_ENDS.matcher(event.getFormattedMessage()).replaceAll(" "));
        line.append(System.lineSeparator()).append(stack.convert(event));
        return LogSecrets.hiddenIn(line.toString());
    }
}
