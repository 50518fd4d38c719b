package poegateway.core;

import java.util.Locale;
import java.util.Optional;

/** Whether the prompt cache of a model's maker decides in which dialect the model is asked. */
public enum PromptCaching {
    /** It does not: a request takes the way on which least is changed. */
    OFF,
    /** A model that keeps only marked prompts is asked in the dialect that has marks, where Poe lists the model with it. */
    PREFER;

    /** Its word in headers and settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The choice of that word; letter case does not count. */
    public static Optional<PromptCaching> of(String word) {
        for (PromptCaching choice : values()) {
            if (choice.word().equalsIgnoreCase(word)) {
                return Optional.of(choice);
            }
        }
        return Optional.empty();
    }
}
