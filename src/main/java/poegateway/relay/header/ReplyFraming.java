package poegateway.relay.header;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of a reply's body. Its beginning tells more than its content type, which proxies and Poe's own edge set wrongly:
 * no JSON text begins like a line of an event stream.
 */
public enum ReplyFraming {
    JSON,
    EVENTS,
    /** Nothing, where no stream of events was announced. */
    EMPTY,
    /** Neither, such as a page of HTML. */
    OTHER;

    private static final Pattern EVENT_LINE =
            Pattern.compile("(data|event|id|retry)?:|(data|event|id|retry)($|[\\r\\n])");

    /**
     * The form of a body.
     *
     * @param type content type, if one was given; decides when the body is empty or begins like neither form
     * @param beginning of the body, without the blanks before it
     */
    public static ReplyFraming of(Optional<String> type, String beginning) {
        if (beginning.startsWith("{") || beginning.startsWith("[")) {
            return JSON;
        }
        if (EVENT_LINE.matcher(beginning).lookingAt()) {
            return EVENTS;
        }
        ReplyFraming announced = ofType(type.orElse("").toLowerCase(Locale.ROOT));
        return beginning.isEmpty() && announced != EVENTS ? EMPTY : announced;
    }

    private static ReplyFraming ofType(String type) {
        if (type.startsWith("application/json")) {
            return JSON;
        }
        return type.startsWith("text/event-stream") ? EVENTS : OTHER;
    }
}
