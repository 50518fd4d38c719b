package poegateway.conversation;

/** The languages in which callers and models converse. */
public enum Dialect {
    /** OpenAI's chat completions. */
    CHAT("chat"),
    /** OpenAI's older completions of one text. */
    COMPLETIONS("completions"),
    /** OpenAI's Responses. */
    RESPONSES("responses"),
    /** Anthropic's Messages. */
    MESSAGES("messages"),
    /** Poe's bot protocol. */
    BOT("bot");

    private final String label;

    Dialect(String label) {
        this.label = label;
    }

    /** Its name in headers, settings and metrics. */
    public String label() {
        return label;
    }
}
