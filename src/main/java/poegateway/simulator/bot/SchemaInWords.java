package poegateway.simulator.bot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import poegateway.simulator.answer.TextFormat;

/**
 * A JSON Schema at the end of what the user wrote. The protocol has no member for one, so clients put it into words, and models mostly
 * do as they are told.
 */
final class SchemaInWords {
    private static final String MARK = "JSON Schema: ";
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SchemaInWords() {}

    /** The form that the words ask for; prose where they do not end with a schema. */
    static TextFormat of(String text) {
        int mark = text.lastIndexOf(MARK + "{");
        if (mark < 0) {
            return new TextFormat.Prose();
        }
        try {
            JsonNode schema = JSON.readTree(text.substring(mark + MARK.length()));
            return new TextFormat.FittingJson("answer", schema.toString());
        } catch (JsonProcessingException words) {
            return new TextFormat.Prose();
        }
    }
}
