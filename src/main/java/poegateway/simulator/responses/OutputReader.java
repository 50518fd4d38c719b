package poegateway.simulator.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import poegateway.simulator.answer.FileWish;
import poegateway.simulator.answer.OutputRules;
import poegateway.simulator.answer.TextFormat;
import poegateway.simulator.json.RequestCursor;

/** Reads the fields that rule an answer's form and length; the first wrong one is kept as a fault. */
final class OutputReader {
    /** Longest schema that an answer is made from. */
    static final int MAX_SCHEMA_BYTES = 64 * 1024;
    /** Fewest tokens that an answer may be bounded to. */
    static final int MIN_TOKENS = 16;
    /** Digits of the largest number of tokens that is counted down; a larger one is no limit. */
    private static final int MAX_DIGITS = 18;

    private final RequestCursor cursor;
    private final JsonParser parser;
    private long maxTokens = OutputRules.UNLIMITED;
    private TextFormat format = new TextFormat.Prose();
    private Optional<String> fault = Optional.empty();
    private FileWish file = FileWish.NONE;

    OutputReader(RequestCursor cursor) {
        this.cursor = cursor;
        this.parser = cursor.parser();
    }

    OutputRules rules() {
        return new OutputRules(maxTokens, List.of(), format, Optional.empty(), file);
    }

    Optional<String> fault() {
        return fault;
    }

    /** Reads the field if it is one of these, and skips any other; null counts as missing. */
    void field(String name) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        switch (name) {
            case "max_output_tokens" -> tokens();
            case "text" -> text();
            default -> shape(name);
        }
    }

    private void shape(String name) throws IOException {
        if (FileWish.SHAPES.contains(name) && parser.currentToken().isScalarValue()) {
            file = file.withShape(name, parser.getText());
        } else {
            parser.skipChildren();
        }
    }

    private void wrong(String sentence) {
        fault = fault.or(() -> Optional.of(sentence));
    }

    private void tokens() throws IOException {
        boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
        String digits = whole ? parser.getText() : "";
        parser.skipChildren();
        if (!whole || digits.startsWith("-") || (digits.length() < 3 && Integer.parseInt(digits) < MIN_TOKENS)) {
            wrong("Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16.");
        } else if (digits.length() <= MAX_DIGITS) {
            maxTokens = Long.parseLong(digits);
        }
    }

    private void text() throws IOException {
        cursor.eachField(name -> {
            if (name.equals("format")) {
                format();
            } else {
                parser.skipChildren();
            }
        });
    }

    private void format() throws IOException {
        var seen = new FormatSeen();
        cursor.eachField(seen::field);
        switch (seen.type) {
            case "text" -> format = new TextFormat.Prose();
            case "json_object" -> format = new TextFormat.AnyJsonObject();
            case "json_schema" ->
                seen.schema.ifPresentOrElse(
                        schema -> format = new TextFormat.FittingJson(seen.name, schema),
                        () -> wrong("Missing required parameter: 'text.format.schema'."));
            default -> wrong("Invalid value: 'text.format.type'.");
        }
    }

    /** The format while it is read. */
    private final class FormatSeen {
        private String type = "";
        private String name = "";
        private Optional<String> schema = Optional.empty();

        void field(String field) throws IOException {
            switch (field) {
                case "type" -> type = cursor.name();
                case "name" -> name = cursor.name();
                case "schema" -> schema = cursor.object(MAX_SCHEMA_BYTES);
                default -> parser.skipChildren();
            }
        }
    }
}
