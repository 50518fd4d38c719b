package poegateway.meter;

import java.time.ZoneOffset;
import java.util.Optional;
import poegateway.core.Usage;

/** A line for programs: one JSON object, its members always in this order, unknown ones left out. The first are those of all lines of the log. */
final class JsonLine implements AccessLog.Line {
    private static final int USER_AGENT_CHARS = 100;
    private static final String LOGGER = "access";

    private final TimestampFormat timestamps = new TimestampFormat(ZoneOffset.UTC);

    @Override
    public void append(StringBuilder text, RequestRecord done) {
        RequestRecord.Times times = done.times();
        text.append("{\"ts\":\"");
        timestamps.appendDateTime(text, times.startMillis() + times.durationNanos() / 1_000_000);
        text.append('"');
        String method = LoggedText.word(done.request().method());
        String asked = LoggedText.asked(done.request());
        word(text, "level", done.level());
        word(text, "logger", LOGGER);
        word(text, "message", method + " " + asked + " " + done.status());
        word(text, "request_id", done.request().id());
        word(text, "trace_id", done.trace().traceId());
        word(text, "key", LoggedText.name(done.key()));
        done.request().address().ifPresent(address -> word(text, "address", address));
        word(text, "method", method);
        word(text, "route", done.request().route());
        done.request().path().ifPresent(path -> word(text, "path", asked));
        number(text, "status", done.status());
        word(text, "outcome", done.outcome());
        done.errorCode().ifPresent(code -> word(text, "error", code));
        done.operation().ifPresent(operation -> model(text, operation, done.usage()));
        tools(text, done.tools());
        millis(text, "ttft_ms", times.firstEventNanos());
        millis(text, "duration_ms", times.durationNanos());
        millis(text, "overhead_ms", times.overheadNanos());
        traffic(text, done);
        done.request().userAgent().ifPresent(agent -> word(text, "ua", LoggedText.words(agent, USER_AGENT_CHARS)));
        text.append("}\n");
    }

    private static void model(StringBuilder text, OperationRecord operation, Optional<Usage> usage) {
        word(text, "model", LoggedText.model(operation.model(), operation.modelKnown()));
        text.append(",\"stream\":").append(operation.stream());
        if (usage.isPresent()) {
            number(text, "input_tokens", usage.get().inputTokens());
            number(text, "output_tokens", usage.get().outputTokens());
        }
    }

    private static void tools(StringBuilder text, ToolWork done) {
        if (done.rounds() > 0) {
            number(text, "tool_rounds", done.rounds());
            number(text, "tool_calls", done.calls());
            number(text, "tool_errors", done.errors());
        }
    }

    private static void traffic(StringBuilder text, RequestRecord done) {
        number(text, "attempts", done.attempts());
        int poeStatus = done.operation().map(OperationRecord::poeStatus).orElse(0);
        if (poeStatus > 0) {
            number(text, "upstream_status", poeStatus);
        }
        done.poeRequestId().ifPresent(id -> word(text, "upstream_request_id", id));
        number(text, "bytes_in", done.traffic().bytesIn());
        number(text, "bytes_out", done.traffic().bytesOut());
    }

    private static void number(StringBuilder text, String name, long value) {
        text.append(",\"").append(name).append("\":").append(value);
    }

    private static void millis(StringBuilder text, String name, long nanos) {
        if (nanos >= 0) {
            text.append(",\"").append(name).append("\":");
            ServerTiming.millis(text, nanos);
        }
    }

    /** The value must be printable already. */
    private static void word(StringBuilder text, String name, String value) {
        text.append(",\"").append(name).append("\":\"");
        if (value.indexOf('"') < 0 && value.indexOf('\\') < 0) {
            text.append(value);
        } else {
            escaped(text, value);
        }
        text.append('"');
    }

    private static void escaped(StringBuilder text, String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character == '"' || character == '\\') {
                text.append('\\');
            }
            text.append(character);
        }
    }
}
