package poegateway.front.mcp;

import java.util.Locale;
import java.util.Optional;

/**
 * In which forms a client takes an answer.
 *
 * @param json as one message
 * @param stream as a stream of events
 */
record Accepted(boolean json, boolean stream) {
    /** By the header {@code Accept}; a client that names no form takes one message, and none that names all asks for a stream. */
    static Accepted of(Optional<String> header) {
        if (header.filter(given -> !given.isBlank()).isEmpty()) {
            return new Accepted(true, false);
        }
        boolean json = false;
        boolean stream = false;
        for (String range : header.get().toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", -1);
            String type = parts[0].strip();
            if (isRefused(parts)) {
                continue;
            }
            json |= type.equals("application/json") || type.equals("application/*") || type.equals("*/*");
            stream |= type.equals("text/event-stream") || type.equals("text/*");
        }
        return new Accepted(json, stream);
    }

    private static boolean isRefused(String... parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().matches("q=0(\\.0{0,3})?")) {
                return true;
            }
        }
        return false;
    }
}
