package poegateway.core;

import java.util.Locale;
import java.util.Optional;

/** Which of Poe's interfaces a request is to take. */
public enum UpstreamWish {
    /** The caller's own where Poe has it, else the one that can say what the caller means. */
    AUTO,
    /** Poe's OpenAI-compatible interface. */
    OPENAI,
    /** Poe's bot protocol. */
    BOT;

    /** Its word in headers and settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The wish of that word; letter case does not count. */
    public static Optional<UpstreamWish> of(String word) {
        for (UpstreamWish wish : values()) {
            if (wish.word().equalsIgnoreCase(word)) {
                return Optional.of(wish);
            }
        }
        return Optional.empty();
    }
}
