package poegateway.conversation;

/** The languages in which callers and models converse. */
public enum Dialect {
    /** OpenAI's chat completions. */
    CHAT,
    /** OpenAI's older completions of one text. */
    COMPLETIONS,
    /** OpenAI's responses. */
    RESPONSES,
    /** Anthropic's messages. */
    MESSAGES,
    /** Poe's bot protocol. */
    BOT
}
