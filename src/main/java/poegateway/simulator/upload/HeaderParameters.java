package poegateway.simulator.upload;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The parameters of a header such as {@code form-data; name="file"; filename="a;b.txt"}. */
final class HeaderParameters {
    private final String header;
    private int at;

    private HeaderParameters(String header) {
        this.header = header;
    }

    /** All parameters, names in lower case; of repeated ones the last. What stands before the first is not among them. */
    static Map<String, String> of(String header) {
        var reader = new HeaderParameters(header);
        var parameters = new HashMap<String, String>();
        reader.until(";");
        while (reader.at < header.length()) {
            String name = reader.until("=").strip().toLowerCase(Locale.ROOT);
            parameters.put(name, reader.value());
        }
        return parameters;
    }

    /** The text up to that character, which is passed. */
    private String until(String end) {
        int found = header.indexOf(end, at);
        String text = header.substring(Math.min(at, header.length()), found < 0 ? header.length() : found);
        at = found < 0 ? header.length() : found + 1;
        return text;
    }

    /** A value with or without quotes, up to the next parameter. */
    private String value() {
        if (at >= header.length() || header.charAt(at) != '"') {
            return until(";").strip();
        }
        at++;
        var value = new StringBuilder();
        while (at < header.length() && header.charAt(at) != '"') {
            boolean escaped = header.charAt(at) == '\\' && at + 1 < header.length();
            at += escaped ? 1 : 0;
            value.append(header.charAt(at));
            at++;
        }
        until(";");
        return value.toString();
    }
}
