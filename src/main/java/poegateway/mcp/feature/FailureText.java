package poegateway.mcp.feature;

import java.time.Duration;
import java.util.Optional;
import poegateway.core.failure.Failure;
import poegateway.core.failure.Retry;

/** A failure in words that the model which called a tool can act on. */
final class FailureText {
    private static final int CHARS_MAX = 4_000;

    private FailureText() {}

    static String of(Failure failure) {
        String message = failure.message();
        String shown = message.length() > CHARS_MAX ? message.substring(0, CHARS_MAX) + "…" : message;
        return shown + " (" + failure.code() + "; " + again(failure.retry()) + ")";
    }

    private static String again(Retry retry) {
        return switch (retry) {
            case Retry.Never never -> "the same call would fail again, or be paid twice";
            case Retry.IfUnsent unsent -> "the same call may be made again";
            case Retry.After after -> "the same call may be made again" + wait(after.atLeast());
        };
    }

    private static String wait(Optional<Duration> least) {
        return least.map(wait -> " in " + Math.max(1, wait.toSeconds()) + " s").orElse("");
    }
}
