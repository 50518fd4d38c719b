package poegateway.simulator.schema;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The formats of strings: an example of each, and whether a text has it. A format that is unknown says nothing. */
final class Formats {
    private static final String CLOCK =
            "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)";
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String URI = "[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*";

    private static final Map<String, Format> ALL = Map.ofEntries(
            format("date", "2026-01-%02d", "\\d{4}-\\d{2}-\\d{2}"),
            format("date-time", "2026-01-%02dT12:00:00Z", "\\d{4}-\\d{2}-\\d{2}T" + CLOCK),
            format("time", "12:%02d:00Z", CLOCK),
            format("duration", "P%dD", "P\\d+[DW]|P(\\d+Y)?(\\d+M)?(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+S)?)?"),
            format("email", "sample%d@example.com", "[A-Za-z0-9._+-]+@(" + LABEL + "\\.)+" + LABEL),
            format("idn-email", "sample%d@example.com", "[^@\\s]+@[^@\\s]+"),
            format("hostname", "sample%d.example.com", LABEL + "(\\." + LABEL + ")*"),
            format("idn-hostname", "sample%d.example.com", "\\S+"),
            format("ipv4", "192.0.2.%d", "((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}"),
            format("ipv6", "2001:db8::%d", "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*"),
            format("uri", "https://example.com/sample%d", URI),
            format("url", "https://example.com/sample%d", URI),
            format("iri", "https://example.com/sample%d", "[A-Za-z][A-Za-z0-9+.-]*:\\S*"),
            format("uri-reference", "/sample%d", "[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*"),
            format("iri-reference", "/sample%d", "\\S*"),
            format("uri-template", "https://example.com/{sample%d}", "\\S*"),
            format("uuid", "00000000-0000-4000-8000-%012d", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
            format("json-pointer", "/sample%d", "(/([^~/]|~[01])*)*"),
            format("relative-json-pointer", "%d/sample", "\\d+(#|(/([^~/]|~[01])*)*)"),
            format("regex", "^sample%d$", "(?s).*"));

    /** Longest text that is looked at. */
    private static final int MAX_CHARS = 1_000;
    /** Most examples of one format; days of a month are the shortest. */
    private static final int EXAMPLES = 28;

    private record Format(String example, Pattern shape) {}

    private Formats() {}

    private static Map.Entry<String, Format> format(String name, String example, String shape) {
        return Map.entry(name, new Format(example, Pattern.compile(shape)));
    }

    /** A text of that format, another one for each number from 0; empty when the format is unknown. */
    static Optional<String> example(String name, int number) {
        return Optional.ofNullable(ALL.get(name)).map(format -> format.example().formatted(number % EXAMPLES + 1));
    }

    /** Whether the text has the format; true when the format is unknown. */
    static boolean has(String name, String text) {
        Format format = ALL.get(name);
        return format == null
                || (text.length() <= MAX_CHARS && format.shape().matcher(text).matches() && isReal(name, text));
    }

    private static boolean isReal(String name, String text) {
        try {
            return switch (name) {
                case "date" -> LocalDate.parse(text) != null;
                case "date-time" -> OffsetDateTime.parse(text) != null;
                default -> true;
            };
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
