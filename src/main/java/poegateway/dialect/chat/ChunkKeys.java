package poegateway.dialect.chat;

import poegateway.wire.json.JsonKeyTable;

/** The keys of a chunk that may need an edit, as flags that {@link poegateway.wire.json.JsonKeyScanner} adds up. */
final class ChunkKeys {
    static final int CHOICES = 1;
    static final int ERROR = 2;

    /** A {@code finish_reason} that is not null. */
    static final int FINISH = 4;

    static final int TOOL_CALLS = 8;
    static final int REASONING = 16;
    static final int USAGE = 32;

    /** A {@code usage} that is null; at the top, the scanner tells where it stands. */
    static final int USAGE_NULL = 64;

    /**
     * What leaves in another form: content that is no string, choices that are empty, a role that is null. Also a key with
     * an escape, which may be any of the others.
     */
    static final int ODD = 128;

    /** An event without any of these needs no edit. */
    static final int TELLING = ERROR | FINISH | TOOL_CALLS | REASONING | USAGE | ODD;

    static final JsonKeyTable TABLE = JsonKeyTable.of(
                    JsonKeyTable.Key.of("choices", CHOICES | ODD)
                            .whenObjects(CHOICES)
                            .atTopOnly(),
                    JsonKeyTable.Key.of("error", ERROR),
                    JsonKeyTable.Key.of("finish_reason", FINISH).whenNull(0),
                    JsonKeyTable.Key.of("tool_calls", TOOL_CALLS),
                    JsonKeyTable.Key.of("function_call", ODD),
                    JsonKeyTable.Key.of("reasoning", REASONING),
                    JsonKeyTable.Key.of("content", ODD).whenString(0).whenNull(0),
                    JsonKeyTable.Key.of("role", 0).whenNull(ODD),
                    JsonKeyTable.Key.of("usage", USAGE).whenNull(USAGE_NULL))
            .whenEscaped(ODD)
            .locating(USAGE_NULL);

    private ChunkKeys() {}
}
