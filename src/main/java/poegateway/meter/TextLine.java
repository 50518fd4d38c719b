package poegateway.meter;

import java.time.ZoneId;
import java.util.Optional;
import poegateway.core.Usage;

/** A line for people: time, status, what was asked, model, duration, tokens, outcome or error code, address of the caller, request id. */
final class TextLine implements AccessLog.Line {
    private static final int ROUTE_COLUMN = 28;
    private static final int MODEL_COLUMN = 22;
    private static final int DURATION_COLUMN = 8;
    private static final int TOKENS_COLUMN = 11;
    private static final int OUTCOME_COLUMN = 18;
    private static final int ADDRESS_COLUMN = 15;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final TimestampFormat timestamps;

    /** {@code zone} of whoever reads. */
    TextLine(ZoneId zone) {
        this.timestamps = new TimestampFormat(zone);
    }

    @Override
    public void append(StringBuilder text, RequestRecord done) {
        RequestRecord.Times times = done.times();
        timestamps.appendTime(text, times.startMillis() + times.durationNanos() / NANOS_PER_MILLI);
        text.append(' ').append(done.status()).append(' ');
        String method = LoggedText.word(done.request().method());
        column(text, method + " " + LoggedText.asked(done.request()), ROUTE_COLUMN);
        column(
                text,
                done.operation()
                        .map(operation -> LoggedText.model(operation.model(), operation.modelKnown()))
                        .orElse("-"),
                MODEL_COLUMN);
        column(text, duration(times.durationNanos()), DURATION_COLUMN);
        column(text, tokens(done.usage()), TOKENS_COLUMN);
        column(text, done.errorCode().orElse(done.outcome()), OUTCOME_COLUMN);
        column(text, done.request().address().orElse("-"), ADDRESS_COLUMN);
        text.append(done.request().id()).append('\n');
    }

    private static void column(StringBuilder text, String value, int width) {
        text.append(value);
        for (int i = value.length(); i < width; i++) {
            text.append(' ');
        }
        text.append(' ');
    }

    private static String duration(long nanos) {
        long millis = nanos / NANOS_PER_MILLI;
        if (millis < 1_000) {
            return millis + " ms";
        }
        long tenths = millis / 100;
        return tenths / 10 + "." + tenths % 10 + " s";
    }

    private static String tokens(Optional<Usage> usage) {
        return usage.map(count -> count.inputTokens() + ">" + count.outputTokens())
                .orElse("-");
    }
}
