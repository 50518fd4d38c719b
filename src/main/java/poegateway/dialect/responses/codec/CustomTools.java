package poegateway.dialect.responses.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Tool;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Tools that take free text, for models that know functions alone: a function with one argument, the text. */
final class CustomTools {
    private static final String INPUT = "input";
    private static final JsonSlice PARAMETERS = JsonSlice.of(
            "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},\"required\":[\"input\"],"
                    + "\"additionalProperties\":false}");
    private static final JsonText BEFORE = JsonText.of("{\"input\":\"");
    private static final JsonText AFTER = JsonText.of("\"}");
    private static final JsonText GRAMMAR = JsonText.of("\n\nThe input must follow this grammar (");
    private static final JsonText OPENS = JsonText.of("):\n");

    private CustomTools() {}

    /** The function. A grammar that the text must follow is told in its description. */
    static Tool.Function function(JsonText name, Optional<JsonText> description, @Nullable JsonSlice format) {
        JsonText told = description.orElse(JsonText.EMPTY);
        Map<String, JsonSlice> members = format == null || !format.isObject() ? Map.of() : JsonMembers.of(format);
        JsonSlice definition = members.getOrDefault("definition", JsonSlice.NULL);
        JsonSlice syntax = members.getOrDefault("syntax", JsonSlice.NULL);
        if (definition.isString()) {
            JsonText kind = syntax.isString() ? syntax.text() : JsonText.of("lark");
            told = NestedText.joined(told, GRAMMAR, kind, OPENS, definition.text());
        }
        return new Tool.Function(
                name,
                Optional.of(told).filter(text -> !text.isEmpty()),
                Optional.of(PARAMETERS),
                Extras.none(Dialect.RESPONSES));
    }

    /** The arguments that hold a text. */
    static JsonText arguments(JsonText input) {
        return NestedText.joined(BEFORE, NestedText.escaped(input), AFTER);
    }

    /** The text that arguments hold; the arguments themselves where they are of another form, since a model may do as it likes. */
    static JsonText input(JsonText arguments) {
        byte[] document = arguments.decoded().getBytes(StandardCharsets.UTF_8);
        try {
            JsonCursor cursor = new JsonCursor(document);
            if (cursor.next() == JsonToken.START_OBJECT) {
                JsonSlice input = JsonMembers.of(cursor).get(INPUT);
                cursor.finish();
                if (input != null && input.isString()) {
                    return input.text();
                }
            }
        } catch (JsonFault other) {
            return arguments;
        }
        return arguments;
    }
}
