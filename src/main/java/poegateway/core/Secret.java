package poegateway.core;

/** A value that must never be seen: it prints as dots, and only {@link #reveal()} gives it away. */
public final class Secret {
    private static final String DOTS = "•••";
    private final String value;

    public Secret(String value) {
        this.value = value;
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
