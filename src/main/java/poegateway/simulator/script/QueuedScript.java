package poegateway.simulator.script;

import java.util.regex.Pattern;

/**
 * A script that waits for its request.
 *
 * @param path the path, without query, whose next request of any method is answered; {@link #ANY_PATH} for the
 *     next POST below {@code /v1/}. What it need not percent-encode is kept plain
 * @param script the answer
 */
public record QueuedScript(String path, Script script) {
    public static final String ANY_PATH = "*";

    /** Longest path that a script can wait for. */
    static final int PATH_CHARS_MAX = 2_048;

    private static final Pattern PATH = Pattern.compile("/(v1|bot|poe_api|usage|base)/[!-~&&[^?#]]*");

    /**
     * Checks the path.
     *
     * @throws IllegalArgumentException when Poe has no such path; the message is a sentence that says which it has
     */
    public QueuedScript {
        if (!path.equals(ANY_PATH)
                && (path.length() > PATH_CHARS_MAX || !PATH.matcher(path).matches())) {
            throw new IllegalArgumentException(
                    "A script waits for a path below /v1/, /bot/, /poe_api/, /usage/ or /base/,"
                            + " without query and of at most " + PATH_CHARS_MAX + " characters; this one is none.");
        }
        path = RequestPath.normalized(path);
    }

    /** A script for the next POST below {@code /v1/}. */
    public static QueuedScript ofAnyPath(Script script) {
        return new QueuedScript(ANY_PATH, script);
    }
}
