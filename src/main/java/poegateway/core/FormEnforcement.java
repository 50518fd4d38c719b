package poegateway.core;

import java.util.Locale;
import java.util.Optional;

/** What becomes of a form of the answer, such as a JSON Schema, that the way to the model cannot say. */
public enum FormEnforcement {
    /** The request is refused. */
    REFUSE,
    /** The model is asked for it in words, and what it answers is taken as it is, but for a code fence around it. */
    INSTRUCT,
    /** The same, and an answer that does not fit is asked for again. */
    REPAIR;

    /** Its word in headers and settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that word; letter case does not count. */
    public static Optional<FormEnforcement> of(String word) {
        for (FormEnforcement each : values()) {
            if (each.word().equalsIgnoreCase(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
