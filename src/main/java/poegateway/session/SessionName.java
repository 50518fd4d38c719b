package poegateway.session;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which session a request is a turn of, as callers write it.
 *
 * @param id of the session; empty where there is to be a new one
 */
public record SessionName(Kind kind, String id) {
    /** What the words mean, for messages. */
    public static final String FORM =
            "new, name: and 1 to 128 letters, digits, '.', '_' or '-', or the id of a session";

    private static final String NEW = "new";
    private static final Pattern NAMED = Pattern.compile("name:[A-Za-z0-9._-]{1,128}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** How a session is named. */
    public enum Kind {
        /** There is to be one that nobody has named before. */
        NEW,
        /** By a name of the caller's own; it is made where there is none. */
        NAMED,
        /** By the id that the gateway gave; there must be one. */
        KNOWN
    }

    /** The session that is meant; empty where the text has none of the forms. */
    public static Optional<SessionName> of(String written) {
        String word = written.strip();
        if (word.equals(NEW)) {
            return Optional.of(new SessionName(Kind.NEW, ""));
        }
        if (NAMED.matcher(word).matches()) {
            return Optional.of(new SessionName(Kind.NAMED, word));
        }
        return ID.matcher(word).matches() ? Optional.of(new SessionName(Kind.KNOWN, word)) : Optional.empty();
    }
}
