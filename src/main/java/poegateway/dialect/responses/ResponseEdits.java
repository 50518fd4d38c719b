package poegateway.dialect.responses;

/** Names of the edits that requests and replies get on their way. */
final class ResponseEdits {
    /** The instructions became the first item of the input. */
    static final String INSTRUCTIONS = "instructions-to-input";

    /** The items of earlier responses were put before the input. */
    static final String HISTORY = "history-inserted";

    /** A reference became the item that it names. */
    static final String REFERENCE = "reference-resolved";

    /** Thoughts went that a model of another dialect signed: no other takes them. */
    static final String FOREIGN = "foreign-thoughts-removed";

    /** The count of tokens written to the cache, which Poe leaves out. */
    static final String CACHE_WRITE = "cache-write-added";

    /** The text of a part, which Poe leaves out where it is empty. */
    static final String TEXT = "text-added";

    /** The summary of thoughts, likewise. */
    static final String SUMMARY = "summary-added";

    private ResponseEdits() {}
}
