package poegateway.core;

import java.util.Optional;

/**
 * What a model counted; Poe's own figures, which are estimates for many models.
 *
 * @param inputTokens tokens of the prompt
 * @param outputTokens tokens of the answer
 */
public record Usage(long inputTokens, long outputTokens) {
    /** Most tokens that are believed, since no model takes or gives more: a metric never forgets what was added to it. */
    public static final long TOKENS_MAX = 1_000_000_000;

    /** Counts as Poe gives them; empty when one of them cannot be true. */
    public static Optional<Usage> of(double inputTokens, double outputTokens) {
        return isPossible(inputTokens) && isPossible(outputTokens)
                ? Optional.of(new Usage((long) inputTokens, (long) outputTokens))
                : Optional.empty();
    }

    /** Both together. */
    public Usage plus(Usage more) {
        return new Usage(inputTokens + more.inputTokens, outputTokens + more.outputTokens);
    }

    private static boolean isPossible(double tokens) {
        return tokens >= 0 && tokens <= TOKENS_MAX;
    }
}
