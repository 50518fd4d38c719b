package poegateway.simulator.script;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A script that waits for its request.
 *
 * @param path the path, without query, whose next request of any method is answered; {@link #ANY_PATH} for the
 *     next POST below {@code /v1/}. What it need not percent-encode is kept plain
 * @param token a text that must stand in the body, the query or a header of that request; absent when any will do
 * @param script the answer
 */
public record QueuedScript(String path, Optional<String> token, Script script) {
    public static final String ANY_PATH = "*";

    /** Longest path that a script can wait for. */
    static final int PATH_CHARS_MAX = 2_048;

    /** Nothing that JSON or a URL would write in another way. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{4,128}");

    private static final Pattern PATH = Pattern.compile("/(v1|bot|poe_api|usage|base)/[!-~&&[^?#]]*");

    /**
     * Checks path and token.
     *
     * @throws IllegalArgumentException with a sentence that says what they may be
     */
    public QueuedScript {
        if (!path.equals(ANY_PATH)
                && (path.length() > PATH_CHARS_MAX || !PATH.matcher(path).matches())) {
            throw new IllegalArgumentException(
                    "A script waits for a path below /v1/, /bot/, /poe_api/, /usage/ or /base/,"
                            + " without query and of at most " + PATH_CHARS_MAX + " characters; this one is none.");
        }
        if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
            throw new IllegalArgumentException(
                    "\"token\" must have 4 to 128 characters of A-Z, a-z, 0-9, '.', '_', '~' and '-'.");
        }
        path = RequestPath.normalized(path);
    }

    /** For any request for that path. */
    public QueuedScript(String path, Script script) {
        this(path, Optional.empty(), script);
    }

    /** A script for the next POST below {@code /v1/}. */
    public static QueuedScript ofAnyPath(Script script) {
        return new QueuedScript(ANY_PATH, script);
    }
}
