package poegateway.dialect;

/** The two interfaces by which Poe's models can be asked. */
public enum PoeInterface {
    /** Poe's OpenAI-compatible interface, below {@code poe.base-url}. */
    OPENAI("openai"),
    /** Poe's bot protocol, below {@code poe.bot-url}. */
    BOT("bot");

    private final String label;

    PoeInterface(String label) {
        this.label = label;
    }

    /** Its name in headers, settings and metrics. */
    public String label() {
        return label;
    }
}
