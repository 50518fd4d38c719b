package poegateway.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;
import poegateway.config.setting.InvalidSetting;

/**
 * A value that requests get: true, false, a number, or text.
 *
 * @param json as it stands in a request
 */
public record ParameterValue(String json) {
    private static final Pattern LITERAL = Pattern.compile("true|false|-?(0|[1-9]\\d{0,14})(\\.\\d{1,15})?");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHARS_MAX = 1000;

    /**
     * What a word means: what looks like a number, true or false is that, and all else is text.
     *
     * @throws InvalidSetting when it is longer than 1,000 characters
     */
    public static ParameterValue parse(String word) {
        return LITERAL.matcher(word).matches() ? new ParameterValue(word) : text(word);
    }

    /** The same for a word in quotes, which is text, whatever it looks like. */
    public static ParameterValue text(String word) {
        InvalidSetting.unless(word.length() <= CHARS_MAX, "", "must be at most 1000 characters");
        try {
            return new ParameterValue(JSON.writeValueAsString(word));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text can be written", e);
        }
    }

    /** As a file has it. */
    @Override
    public String toString() {
        return json;
    }
}
