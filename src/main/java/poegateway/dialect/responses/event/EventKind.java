package poegateway.dialect.responses.event;

/** What an event of a stream is, as far as whoever carries it must know. */
public enum EventKind {
    /** A response begins: {@code response.created}, {@code response.queued}, {@code response.in_progress}. Nothing of the model's. */
    OPENING,
    /** An item of the output begins: {@code response.output_item.added}. */
    ITEM_ADDED,
    /** An item of the output is whole: {@code response.output_item.done}. */
    ITEM_DONE,
    /** A part of an item as an object: {@code response.content_part.added} and {@code .done}. */
    PART,
    /** Any other event of a response. */
    OF_RESPONSE,
    /** The answer is whole. */
    COMPLETED,
    /** The answer ends before its end, for a limit of tokens or a filter. */
    INCOMPLETE,
    /** There is no answer, or no more of it. */
    FAILED,
    /** Something broke. */
    ERROR,
    /** Of no response. */
    OTHER;

    private static final String PREFIX = "response.";

    /** The kind of an event with that type. */
    public static EventKind of(byte[] bytes, int from, int to) {
        if (is("error", bytes, from, to)) {
            return ERROR;
        }
        if (!startsWith(PREFIX, bytes, from, to)) {
            return OTHER;
        }
        int rest = from + PREFIX.length();
        if (rest == to) {
            return OF_RESPONSE;
        }
        return switch (bytes[rest]) {
            case 'c' -> completedCreatedOrPart(bytes, rest, to);
            case 'q' -> is("queued", bytes, rest, to) ? OPENING : OF_RESPONSE;
            case 'i' -> inProgressOrIncomplete(bytes, rest, to);
            case 'f' -> is("failed", bytes, rest, to) ? FAILED : OF_RESPONSE;
            case 'o' -> itemOrPiece(bytes, rest, to);
            default -> OF_RESPONSE;
        };
    }

    private static EventKind completedCreatedOrPart(byte[] bytes, int from, int to) {
        if (is("completed", bytes, from, to)) {
            return COMPLETED;
        }
        if (is("created", bytes, from, to)) {
            return OPENING;
        }
        return startsWith("content_part.", bytes, from, to) ? PART : OF_RESPONSE;
    }

    private static EventKind itemOrPiece(byte[] bytes, int from, int to) {
        if (is("output_item.done", bytes, from, to)) {
            return ITEM_DONE;
        }
        return is("output_item.added", bytes, from, to) ? ITEM_ADDED : OF_RESPONSE;
    }

    private static EventKind inProgressOrIncomplete(byte[] bytes, int from, int to) {
        if (is("in_progress", bytes, from, to)) {
            return OPENING;
        }
        return is("incomplete", bytes, from, to) ? INCOMPLETE : OF_RESPONSE;
    }

    private static boolean is(String word, byte[] bytes, int from, int to) {
        return to - from == word.length() && startsWith(word, bytes, from, to);
    }

    /** Whether more follows, or nothing; a word that is all there is counts for {@link #is} alone. */
    private static boolean startsWith(String word, byte[] bytes, int from, int to) {
        if (to - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
