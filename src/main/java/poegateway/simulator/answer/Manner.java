package poegateway.simulator.answer;

import java.time.Duration;

/**
 * How the simulated Poe writes its replies: their form and pace, never their content.
 *
 * @param pace the wait before each event of a stream
 * @param chunkChars code points of text in one delta, at least 1
 * @param usageExact whether usage counts tools and reasoning and has details; Poe mostly estimates
 * @param rateHeaders whether {@code x-ratelimit-*} headers are sent, as Poe's pages say and its recordings do not
 * @param shape the form of chat replies when the request does not choose one
 */
public record Manner(Duration pace, int chunkChars, boolean usageExact, boolean rateHeaders, Shape shape) {
    /** The two recorded forms of chat replies. */
    public enum Shape {
        /** The permissive handler: few keys, estimated usage, the caller's spelling of the model. */
        LEGACY("chat-completions-legacy"),
        /** The strict handler: LiteLLM's keys, the upstream's name of the model. */
        PASS_THROUGH("chat-completions-strict");

        private final String feature;

        Shape(String feature) {
            this.feature = feature;
        }

        /** The word for it in {@code poe-feature} and {@code x-poe-feature-active}. */
        public String feature() {
            return feature;
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
