package poegateway.simulator.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import poegateway.simulator.answer.FileWish;
import poegateway.simulator.answer.OutputRules;
import poegateway.simulator.answer.TextFormat;
import poegateway.simulator.json.JsonText;
import poegateway.simulator.json.RequestCursor;

/** Reads the fields that rule an answer's form and length; the first wrong one is kept as a fault. */
final class OutputRulesReader {
    /** Most stop sequences, as Poe's documents say. */
    static final int MAX_STOPS = 4;
    /** Longest stop sequence, as it stands in the JSON. */
    static final int MAX_STOP_BYTES = 1_024;
    /** Longest schema that an answer is made from. */
    static final int MAX_SCHEMA_BYTES = 64 * 1024;
    /** Digits of the largest number of tokens that is counted down; a larger one is no limit. */
    private static final int MAX_DIGITS = 18;

    private final RequestCursor cursor;
    private final JsonParser parser;
    private long maxTokens = OutputRules.UNLIMITED;
    private List<String> stops = List.of();
    private TextFormat format = new TextFormat.Prose();
    private Optional<String> fault = Optional.empty();
    private FileWish file = FileWish.NONE;

    OutputRulesReader(RequestCursor cursor) {
        this.cursor = cursor;
        this.parser = cursor.parser();
    }

    OutputRules rules() {
        return new OutputRules(maxTokens, stops, format, fault, file);
    }

    /** Reads the field if it is one of these, and skips any other; null counts as missing. */
    void field(String name) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        switch (name) {
            case "n" -> replies();
            case "max_tokens", "max_completion_tokens" -> tokens(name);
            case "stop" -> stops();
            case "response_format" -> format();
            case "output_format", "format" ->
                file = file.withFormat(cursor.name().toLowerCase(Locale.ROOT));
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

    private void replies() throws IOException {
        boolean one = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getText().equals("1");
        parser.skipChildren();
        if (!one) {
            wrong("Unsupported value: 'n' must be 1.");
        }
    }

    private void tokens(String name) throws IOException {
        boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
        String digits = whole ? parser.getText() : "";
        parser.skipChildren();
        if (!whole || digits.startsWith("-") || digits.equals("0")) {
            wrong("Invalid value: '" + name + "' must be a whole number of at least 1.");
        } else if (digits.length() <= MAX_DIGITS) {
            maxTokens = Math.min(maxTokens, Long.parseLong(digits));
        }
    }

    private void stops() throws IOException {
        var found = new ArrayList<String>();
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                stop(found);
            }
        } else {
            stop(found);
        }
        if (found.size() > MAX_STOPS) {
            wrong("Invalid value: 'stop' has more than " + MAX_STOPS + " sequences.");
        }
        stops = found.stream().limit(MAX_STOPS).filter(text -> !text.isBlank()).toList();
    }

    private void stop(List<String> found) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            wrong("Invalid type: 'stop' must be a string or an array of strings.");
            return;
        }
        JsonText text = cursor.text();
        if (text.rawBytes() > MAX_STOP_BYTES) {
            wrong("Invalid value: 'stop' has a sequence of more than " + MAX_STOP_BYTES + " bytes.");
        } else if (found.size() <= MAX_STOPS) {
            found.add(text.head(MAX_STOP_BYTES));
        }
    }

    private void format() throws IOException {
        var seen = new FormatSeen();
        cursor.eachField(seen::field);
        switch (seen.type) {
            case "text" -> format = new TextFormat.Prose();
            case "json_object" -> format = new TextFormat.AnyJsonObject();
            case "json_schema" -> fitting(seen);
            default -> wrong("Invalid value: 'response_format.type' must be 'text', 'json_object' or 'json_schema'.");
        }
    }

    private void fitting(FormatSeen seen) {
        if (!seen.schemaGiven) {
            wrong("Missing required parameter: 'response_format.json_schema.schema'.");
        } else if (seen.schema.isEmpty()) {
            wrong("Invalid value: 'response_format.json_schema.schema' must be an object of at most " + MAX_SCHEMA_BYTES
                    + " bytes.");
        } else {
            format = new TextFormat.FittingJson(seen.name, seen.schema.get());
        }
    }

    /** The format while it is read: its fields may come in any order. */
    private final class FormatSeen {
        private String type = "";
        private String name = "";
        private boolean schemaGiven;
        private Optional<String> schema = Optional.empty();

        void field(String field) throws IOException {
            switch (field) {
                case "type" -> type = cursor.name();
                case "json_schema" -> cursor.eachField(this::schemaField);
                default -> parser.skipChildren();
            }
        }

        private void schemaField(String field) throws IOException {
            switch (field) {
                case "name" -> name = cursor.name();
                case "schema" -> {
                    schemaGiven = parser.currentToken() != JsonToken.VALUE_NULL;
                    schema = cursor.object(MAX_SCHEMA_BYTES);
                }
                default -> parser.skipChildren();
            }
        }
    }
}
