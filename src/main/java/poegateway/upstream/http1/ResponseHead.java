package poegateway.upstream.http1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of a reply.
 *
 * @param minorVersion 0 or 1, of HTTP/1
 * @param fields in order, names in lower case
 */
record ResponseHead(int minorVersion, int status, List<Field> fields) {
    private static final int FIRST_FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /** A line of the head. */
    record Field(String name, String value) {}

    boolean isInformational() {
        return status < FIRST_FINAL;
    }

    /** Whether a reply of that status never has a body. */
    boolean isBodiless() {
        return status == NO_CONTENT || status == NOT_MODIFIED;
    }

    /** The last value of a header. */
    Optional<String> last(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (int i = fields.size() - 1; i >= 0; i--) {
            if (fields.get(i).name().equals(wanted)) {
                return Optional.of(fields.get(i).value());
            }
        }
        return Optional.empty();
    }

    boolean has(String name) {
        return last(name).isPresent();
    }

    /** The elements of a header that is a list, over all its lines; the name in lower case. */
    List<String> elements(String name) {
        List<String> elements = new ArrayList<>(0);
        for (Field field : fields) {
            if (field.name().equals(name)) {
                for (String element : field.value().split(",", -1)) {
                    elements.add(element.strip());
                }
            }
        }
        return elements;
    }

    /** Whether the server keeps the connection open after this reply. */
    boolean keepsConnection() {
        List<String> named = elements("connection");
        if (named.isEmpty()) {
            return minorVersion > 0;
        }
        boolean closes = false;
        boolean keeps = minorVersion > 0;
        for (String option : named) {
            closes |= option.equalsIgnoreCase("close");
            keeps |= option.equalsIgnoreCase("keep-alive");
        }
        return keeps && !closes;
    }
}
