package poegateway.relay;

import java.util.Locale;
import java.util.Optional;

/**
 * The form of a reply's body. Its first byte tells more than its content type, which proxies and Poe's own edge set wrongly:
 * no JSON text begins like a line of an event stream.
 */
enum Framing {
    JSON,
    EVENTS,
    /** Neither, such as a page of HTML. */
    OTHER;

    /**
     * @param type content type, if one was given; decides when the body is empty or begins like neither form
     * @param first first byte of the body that is no white space or byte order mark, or 0 when there is none
     */
    static Framing of(Optional<String> type, int first) {
        return switch (first) {
            case '{', '[' -> JSON;
            case 'd', 'e', 'i', 'r', ':' -> EVENTS;
            default -> ofType(type.orElse("").toLowerCase(Locale.ROOT));
        };
    }

    private static Framing ofType(String type) {
        if (type.startsWith("application/json")) {
            return JSON;
        }
        return type.startsWith("text/event-stream") ? EVENTS : OTHER;
    }
}
