package poegateway.core.text;

import java.util.List;

/** A value that must never be seen: it prints as dots, and only {@link #reveal()} gives it away. */
public final class Secret {
    private static final String DOTS = "•••";
    private final String value;
    private final KnownSecrets known;

    public Secret(String value) {
        this.value = value;
        this.known = KnownSecrets.of(List.of(this));
    }

    /** It alone, to be found in what others say. */
    public KnownSecrets known() {
        return known;
    }

    /** The value itself; call it only where the value goes onto the wire. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return DOTS;
    }
}
