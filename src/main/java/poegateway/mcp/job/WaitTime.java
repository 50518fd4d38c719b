package poegateway.mcp.job;

import java.time.Duration;
import java.util.Optional;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.ToolArguments;

/**
 * How long a client waits for a job.
 *
 * @param given by the client itself
 */
public record WaitTime(Optional<Duration> given) {
    /** Most clients end a call after a minute. */
    private static final Duration STANDARD = Duration.ofSeconds(45);

    /** A client that takes tasks need not wait at all; what is quick comes without one. */
    private static final Duration BEFORE_TASK = Duration.ofSeconds(5);

    private static final long SECONDS_MAX = 600;

    /** By the argument {@code wait_seconds}. */
    public static WaitTime of(ToolArguments arguments) {
        return new WaitTime(arguments.whole("wait_seconds", 0, SECONDS_MAX).map(Duration::ofSeconds));
    }

    /** For a call that begins a job. */
    public Duration forCall(McpCall call) {
        return given.orElse(call.takesTasks() ? BEFORE_TASK : STANDARD);
    }

    /** For a call that asks for nothing but to wait. */
    Duration forJob() {
        return given.orElse(STANDARD);
    }
}
