package poegateway.wire.json;

/** What is wrong with a JSON text, and where; it quotes nothing of the text but a key. */
public final class JsonFault extends Exception {
    private static final long serialVersionUID = 1L;

    /** Kinds of fault, apart because each has its own answer. */
    public enum Kind {
        /** Not JSON, or more than one value. */
        MALFORMED,
        /** JSON, but no object where one must be. */
        NO_OBJECT,
        /** Nested deeper than {@link Json#NESTING_LIMIT}. */
        TOO_DEEP,
        /** A number that no double holds, NaN, or longer than {@link Json#NUMBER_LENGTH_LIMIT}. */
        NUMBER,
        /** More than {@link Json#KEYS_LIMIT} keys in one object. */
        TOO_MANY_KEYS,
        /** The same key twice in an object where that is not allowed. */
        DUPLICATE_KEY
    }

    private final Kind kind;
    private final String place;
    private final String path;

    /**
     * @param what what is wrong or was expected; a sentence without its full stop
     * @param place line, column and byte, for people
     * @param path the member at hand, such as {@code messages[3].role}; empty at the top
     */
    JsonFault(Kind kind, String what, String place, String path) {
        super(what, null, false, false);
        this.kind = kind;
        this.place = place;
        this.path = path;
    }

    public Kind kind() {
        return kind;
    }

    public String what() {
        return String.valueOf(getMessage());
    }

    public String place() {
        return place;
    }

    public String path() {
        return path;
    }
}
