package poegateway.front.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * In which forms a client takes an answer.
 *
 * @param json as one message
 * @param stream as a stream of events
 */
record Accepted(boolean json, boolean stream) {
    /** Ranges that hold a stream of events; the more exact ones count first. */
    private static final List<String> OF_STREAM = List.of("text/event-stream", "text/*", "*/*");

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

    /** Whether a client takes a stream where there is nothing else: by the most exact range that holds one, or because it says nothing. */
    static boolean allowsStream(Optional<String> header) {
        if (header.filter(given -> !given.isBlank()).isEmpty()) {
            return true;
        }
        List<String[]> ranges = Arrays.stream(
                        header.get().toLowerCase(Locale.ROOT).split(",", -1))
                .map(range -> range.split(";", -1))
                .toList();
        return OF_STREAM.stream()
                .map(type -> ranges.stream()
                        .filter(parts -> parts[0].strip().equals(type))
                        .toList())
                .filter(same -> !same.isEmpty())
                .findFirst()
                .filter(same -> same.stream().anyMatch(parts -> !isRefused(parts)))
                .isPresent();
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
