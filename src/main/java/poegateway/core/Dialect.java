package poegateway.core;

/** A wire format that callers and Poe speak: what the bytes of a request and of its reply mean. */
public enum Dialect {
    /** OpenAI chat completions: {@code POST /v1/chat/completions}. */
    CHAT
}
