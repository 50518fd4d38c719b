package poegateway.core;

import java.util.Optional;

/**
 * What a model counted; Poe's own figures, which are estimates for many models.
 *
 * @param inputTokens tokens of the prompt
 * @param outputTokens tokens of the answer
 */
public record Usage(long inputTokens, long outputTokens) {
    /** Most tokens that are believed: a metric never forgets what was added to it. */
    public static final long TOKENS_MAX = Integer.MAX_VALUE;

    public Usage {
        if (isOutOfRange(inputTokens) || isOutOfRange(outputTokens)) {
            throw new IllegalArgumentException("tokens " + inputTokens + " and " + outputTokens);
        }
    }

    /** Counts as Poe gives them; empty when one of them cannot be true. */
    public static Optional<Usage> of(double inputTokens, double outputTokens) {
        return isOutOfRange(inputTokens) || isOutOfRange(outputTokens)
                ? Optional.empty()
                : Optional.of(new Usage((long) inputTokens, (long) outputTokens));
    }

    private static boolean isOutOfRange(double tokens) {
        return !(tokens >= 0 && tokens <= TOKENS_MAX);
    }
}
