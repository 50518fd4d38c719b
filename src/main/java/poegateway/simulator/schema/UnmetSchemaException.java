package poegateway.simulator.schema;

/** No value that fits the schema can be made; the message names the keyword, its place and the reason. */
public final class UnmetSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int PLACE_CHARS_MAX = 200;

    private final boolean limit;

    private UnmetSchemaException(String message, boolean limit) {
        super(message, null, false, false);
        this.limit = limit;
    }

    /**
     * A keyword that cannot be met or makes no sense.
     *
     * @param place where in the value, as a JSON pointer; empty for the whole value
     * @param why the rest of a sentence that begins with the keyword and its place
     */
    static UnmetSchemaException of(String keyword, String place, String why) {
        return new UnmetSchemaException(sentence(keyword, place, why), false);
    }

    /** A keyword that asks for more than one of the limits allows; another choice may ask for less. */
    static UnmetSchemaException limit(String keyword, String place, String why) {
        return new UnmetSchemaException(sentence(keyword, place, why), true);
    }

    private static String sentence(String keyword, String place, String why) {
        String shown = place.length() > PLACE_CHARS_MAX ? place.substring(0, PLACE_CHARS_MAX) + "…" : place;
        return "'" + keyword + "' at " + (shown.isEmpty() ? "the root" : shown) + " " + why;
    }

    /** Whether a limit was reached. */
    boolean isLimit() {
        return limit;
    }
}
