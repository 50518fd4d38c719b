package poegateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The two ways in which the protocol has been spoken, and the revisions of each, newest first. */
public enum Era {
    /** A client introduces itself with {@code initialize}, and has a session from then on. */
    SESSIONS(List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")),
    /** Each request says who sends it, and in which revision. */
    STATELESS(List.of("2026-07-28"));

    static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String INITIALIZE = "initialize";

    @SuppressWarnings("ImmutableEnumChecker") // it is a list that does not change
    private final List<String> versions;

    Era(List<String> versions) {
        this.versions = versions;
    }

    public List<String> versions() {
        return versions;
    }

    /** The newest revision of it. */
    String newest() {
        return versions.getFirst();
    }

    boolean knows(String version) {
        return versions.contains(version);
    }

    /** Whether it is a revision of any era. */
    public static boolean isKnown(String version) {
        return SESSIONS.knows(version) || STATELESS.knows(version);
    }

    /**
     * The era of a message: a request for a session is of the first, whatever is said beside it; all that names a revision inside
     * is of the second.
     *
     * @param versionBeside the revision that stands beside the message, in a header
     */
    public static Era of(String method, ObjectNode params, Optional<String> versionBeside) {
        if (params.path("_meta").has(VERSION)) {
            return STATELESS;
        }
        boolean begins = method.equals(INITIALIZE);
        return !begins && versionBeside.filter(named -> !SESSIONS.knows(named)).isPresent() ? STATELESS : SESSIONS;
    }
}
