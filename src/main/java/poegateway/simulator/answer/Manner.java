package poegateway.simulator.answer;

import java.time.Duration;

/**
 * How the simulated Poe writes its replies: their form and pace, never their content.
 *
 * @param pace the wait before each event of a stream
 * @param chunkChars code points of text in one delta, at least 1
 * @param usageExact whether usage counts tools and reasoning and has details; Poe mostly estimates
 * @param rateHeaders whether {@code x-ratelimit-*} headers are sent, as Poe's pages say and its recordings do not
 * @param shape which handler replies when the request does not choose one
 */
public record Manner(Duration pace, int chunkChars, boolean usageExact, boolean rateHeaders, Shape shape) {
    /** Poe's two handlers, which make replies of different forms. */
    public enum Shape {
        /** The permissive handler: few keys, estimated usage, the caller's spelling of the model. */
        LEGACY("legacy"),
        /** The strict handler: LiteLLM's keys, the upstream's name of the model. */
        PASS_THROUGH("strict");

        private final String word;

        Shape(String word) {
            this.word = word;
        }

        /** Poe's word for it, the last of a feature such as {@code chat-completions-strict}. */
        public String word() {
            return word;
        }
    }

    /** For people: streams flow at the speed of a quick reader. */
    public static final Manner LIFELIKE = new Manner(Duration.ofMillis(20), 12, false, false, Shape.LEGACY);

    /** For tests: no waits. */
    public static final Manner PROMPT = new Manner(Duration.ZERO, 12, false, false, Shape.LEGACY);

    public Manner {
        if (pace.isNegative()) {
            throw new IllegalArgumentException("The pace is " + pace + "; it cannot be negative.");
        }
        if (chunkChars < 1) {
            throw new IllegalArgumentException("A delta has at least 1 character, not " + chunkChars + ".");
        }
    }
}
