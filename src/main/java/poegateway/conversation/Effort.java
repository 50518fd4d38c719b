package poegateway.conversation;

import java.util.Optional;

/** How hard a model is to think, by OpenAI's words, with the tokens of thought that stand for each where a model counts them. */
public enum Effort {
    NONE("none", 0),
    MINIMAL("minimal", 1_024),
    LOW("low", 4_096),
    MEDIUM("medium", 10_240),
    HIGH("high", 24_576),
    XHIGH("xhigh", 32_768);

    /** A word of some models for the most that they can; {@link #XHIGH} stands for it. */
    static final String MOST = "max";

    private final String word;
    private final int budgetTokens;

    Effort(String word, int budgetTokens) {
        this.word = word;
        this.budgetTokens = budgetTokens;
    }

    public String word() {
        return word;
    }

    public int budgetTokens() {
        return budgetTokens;
    }

    /** The effort of that word, in lower case. */
    public static Optional<Effort> of(String word) {
        for (Effort effort : values()) {
            if (effort.word.equals(word)) {
                return Optional.of(effort);
            }
        }
        return Optional.empty();
    }

    /** The effort whose budget is closest; the lower of two. */
    public static Effort closestTo(long budgetTokens) {
        Effort closest = NONE;
        for (Effort effort : values()) {
            if (Math.abs(effort.budgetTokens - budgetTokens) < Math.abs(closest.budgetTokens - budgetTokens)) {
                closest = effort;
            }
        }
        return closest;
    }
}
