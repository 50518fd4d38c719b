package poegateway.upstream.http1;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import poegateway.upstream.http1.ResponseHead.Field;

/** Reads the head of a reply, strictly: what two readers could read in two ways is refused. */
final class HeadReader {
    /** Status line and headers together, of each head. */
    static final int HEAD_BYTES_MAX = 64 * 1024;
    /** Replies of status 1xx before the one that counts. */
    static final int INFORMATIONAL_MAX = 20;

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int STATUS_LINE_CHARS_MIN = "HTTP/1.1 200".length();
    private static final String RULES = "it breaks the rules of HTTP";

    private HeadReader() {}

    /**
     * Reads on to the head that is no interim one.
     *
     * @throws MalformedResponseException when it is no head of HTTP/1, or too long
     * @throws EOFException when the connection closes before its end
     */
    static ResponseHead read(InputBuffer in) throws IOException {
        for (int skipped = 0; skipped <= INFORMATIONAL_MAX; skipped++) {
            ResponseHead head = readOne(in);
            if (!head.isInformational()) {
                return head;
            }
            if (head.status() == SWITCHING_PROTOCOLS) {
                throw new MalformedResponseException("it switches to a protocol that nobody asked for");
            }
        }
        throw new MalformedResponseException("no reply follows after many that say to wait");
    }

    private static ResponseHead readOne(InputBuffer in) throws IOException {
        List<String> lines = lines(in);
        String status = lines.getFirst();
        List<Field> fields = new ArrayList<>(lines.size());
        for (String line : lines.subList(1, lines.size())) {
            fields.add(field(line));
        }
        return new ResponseHead(minorVersion(status), status(status), fields);
    }

    /** The lines up to the empty one, without their ends. */
    static List<String> lines(InputBuffer in) throws IOException {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; ; at++) {
            if (at == HEAD_BYTES_MAX) {
                throw new MalformedResponseException("its headers are too long");
            }
            if (at == in.size() && !in.readMore()) {
                throw new EOFException("the connection closed before the end of the head");
            }
            if (in.peek(at) == '\n') {
                String line = line(in, start, at);
                start = at + 1;
                if (line.isEmpty() && !lines.isEmpty()) {
                    in.skip(start);
                    return lines;
                }
                lines.add(line);
            }
        }
    }

    private static String line(InputBuffer in, int start, int end) throws MalformedResponseException {
        String line = in.peekText(start, end > start && in.peek(end - 1) == '\r' ? end - 1 : end);
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if ((character < ' ' && character != '\t') || character == '\u007f') {
                throw new MalformedResponseException(RULES);
            }
        }
        return line;
    }

    private static int minorVersion(String line) throws MalformedResponseException {
        return switch (line.length() < STATUS_LINE_CHARS_MIN ? line : line.substring(0, 9)) {
            case "HTTP/1.1 " -> 1;
            case "HTTP/1.0 " -> 0;
            default -> throw new MalformedResponseException(RULES);
        };
    }

    private static int status(String line) throws MalformedResponseException {
        boolean ends = line.length() == STATUS_LINE_CHARS_MIN || line.charAt(STATUS_LINE_CHARS_MIN) == ' ';
        int status = ends ? digits(line, 9, STATUS_LINE_CHARS_MIN) : -1;
        if (status < 100) {
            throw new MalformedResponseException(RULES);
        }
        return status;
    }

    private static int digits(String line, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /** A line that begins with a blank would continue the one before; a name that ends with one is told apart by few. */
    private static Field field(String line) throws MalformedResponseException {
        int colon = line.indexOf(':');
        if (colon <= 0 || !isToken(line, colon)) {
            throw new MalformedResponseException(RULES);
        }
        return new Field(line.substring(0, colon).toLowerCase(Locale.ROOT), trimmed(line, colon + 1));
    }

    /** Blanks and tabs are all that may stand around a value. */
    private static String trimmed(String line, int from) {
        int start = from;
        int end = line.length();
        while (start < end && isBlank(line.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(start, end);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    private static boolean isToken(String line, int end) {
        for (int i = 0; i < end; i++) {
            if (!Tokens.isToken(line.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
