package poegateway.simulator.upload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads {@code multipart/form-data}. */
final class MultipartReader {
    /** Most parts of a form. */
    static final int MAX_PARTS = 20;
    /** Most bytes of the headers of a part. */
    static final int MAX_HEADER_BYTES = 8 * 1024;

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] HEADERS_END = {'\r', '\n', '\r', '\n'};
    private static final byte[] CLOSE = {'-', '-'};

    private final byte[] body;
    private final byte[] delimiter;
    private int at;

    private MultipartReader(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
    }

    /** The parts of a body whose boundary is that. */
    static List<FormPart> read(byte[] body, String boundary) throws InvalidFormException {
        if (boundary.isEmpty() || boundary.length() > 70) {
            throw new InvalidFormException("A multipart form needs a boundary of 1 to 70 characters");
        }
        return new MultipartReader(body, boundary).parts();
    }

    private List<FormPart> parts() throws InvalidFormException {
        skipPreamble();
        var parts = new ArrayList<FormPart>();
        while (!startsWith(CLOSE)) {
            checkCount(parts);
            parts.add(part());
        }
        return parts;
    }

    /** Checks that one more part may follow these. */
    static void checkCount(List<FormPart> parts) throws InvalidFormException {
        if (parts.size() == MAX_PARTS) {
            throw new InvalidFormException("A form may have at most " + MAX_PARTS + " parts");
        }
    }

    /** The first delimiter may stand at the very beginning, without the line end before it. */
    private void skipPreamble() throws InvalidFormException {
        byte[] first = Arrays.copyOfRange(delimiter, LINE_END.length, delimiter.length);
        if (startsWith(first)) {
            at = first.length;
        } else {
            at = find(delimiter, "The form does not begin with its boundary") + delimiter.length;
        }
    }

    private FormPart part() throws InvalidFormException {
        if (!startsWith(LINE_END)) {
            throw new InvalidFormException("A boundary must be followed by a line end");
        }
        int headersEnd = find(HEADERS_END, "The headers of a part of the form do not end");
        if (headersEnd - at > MAX_HEADER_BYTES) {
            throw new InvalidFormException("The headers of a part have more than " + MAX_HEADER_BYTES + " bytes");
        }
        Map<String, String> headers = headers(new String(body, at, headersEnd - at, StandardCharsets.UTF_8));
        at = headersEnd + HEADERS_END.length - LINE_END.length; // an empty part's delimiter shares this line end
        int contentEnd = find(delimiter, "The form ends without its boundary");
        byte[] content = Arrays.copyOfRange(body, Math.min(contentEnd, at + LINE_END.length), contentEnd);
        at = contentEnd + delimiter.length;
        return part(headers, content);
    }

    private static FormPart part(Map<String, String> headers, byte[] content) throws InvalidFormException {
        Map<String, String> disposition = HeaderParameters.of(headers.getOrDefault("content-disposition", ""));
        String name = disposition.getOrDefault("name", "");
        if (name.isEmpty()) {
            throw new InvalidFormException("A part of the form has no name");
        }
        return new FormPart(
                name,
                unescaped(disposition.getOrDefault("filename", "")),
                headers.getOrDefault("content-type", ""),
                content);
    }

    /** Clients write these three characters of a name so. */
    private static String unescaped(String fileName) {
        return fileName.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    }

    private static Map<String, String> headers(String lines) {
        var headers = new HashMap<String, String>();
        for (String line : lines.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private boolean startsWith(byte[] wanted) {
        return matches(wanted, at);
    }

    private boolean matches(byte[] wanted, int place) {
        return place + wanted.length <= body.length
                && Arrays.equals(body, place, place + wanted.length, wanted, 0, wanted.length);
    }

    /** Where these bytes stand next. */
    private int find(byte[] wanted, String missing) throws InvalidFormException {
        for (int place = at; place + wanted.length <= body.length; place++) {
            if (body[place] == wanted[0] && matches(wanted, place)) {
                return place;
            }
        }
        throw new InvalidFormException(missing);
    }
}
