package poegateway.mcp.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import poegateway.core.text.SafeText;
import poegateway.mcp.message.McpJson;
import poegateway.wire.json.JsonSlice;

/** The arguments of a call. Models guess names, so that most have others beside their own. */
public final class ToolArguments {
    private static final int SHOWN_CHARS_MAX = 40;

    private final ObjectNode given;
    private final Set<String> read = new HashSet<>();

    public ToolArguments(ObjectNode given) {
        this.given = given;
    }

    /** A text that must be there and not be blank; its names, the first of which is the true one. */
    public String need(String... names) {
        return text(names)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new ToolException("'" + names[0] + "' is missing: give it as a string."));
    }

    /** A text; null counts as absent. */
    public Optional<String> text(String... names) {
        return find(names).map(value -> {
            if (!value.isTextual()) {
                throw wrong(names[0], "a text");
            }
            return value.asText();
        });
    }

    /** A number, as it was written. */
    public Optional<JsonSlice> number(String name, double least, double most) {
        return find(name).map(value -> {
            if (!value.isNumber() || value.asDouble() < least || value.asDouble() > most) {
                throw wrong(name, "a number from " + shown(least) + " to " + shown(most));
            }
            return JsonSlice.of(value.asText());
        });
    }

    /** A whole number. */
    public Optional<Long> whole(String name, long least, long most) {
        return find(name).map(value -> {
            if (!value.isNumber()
                    || value.asDouble() != Math.rint(value.asDouble())
                    || value.asDouble() < least
                    || value.asDouble() > most) {
                throw wrong(name, "a whole number from " + least + " to " + most);
            }
            return value.asLong();
        });
    }

    public Optional<Boolean> flag(String name) {
        return find(name).map(value -> {
            if (!value.isBoolean()) {
                throw wrong(name, "true or false");
            }
            return value.asBoolean();
        });
    }

    public Optional<ObjectNode> object(String name) {
        return find(name).map(value -> {
            if (!(value instanceof ObjectNode object)) {
                throw wrong(name, "an object");
            }
            return object;
        });
    }

    /** A list; a value that stands alone counts as a list of it. */
    public List<JsonNode> list(String name) {
        List<JsonNode> values = new ArrayList<>();
        find(name).ifPresent(value -> {
            if (value.isArray()) {
                value.forEach(values::add);
            } else {
                values.add(value);
            }
        });
        return values;
    }

    /** Any value. */
    public Optional<JsonNode> any(String name) {
        return find(name);
    }

    /** Any value, as JSON. */
    public Optional<JsonSlice> json(String name) {
        return find(name).map(value -> JsonSlice.of(McpJson.text(value)));
    }

    /** One that may be there and changes nothing. */
    public void ignore(String name) {
        read.add(name);
    }

    /** Names that nobody asked for, and that the tool does not tell of either. */
    public List<String> unknown(McpTool.Declaration declaration) {
        List<String> names = new ArrayList<>();
        JsonNode declared = declaration.json().path("inputSchema").path("properties");
        given.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name) && !declared.has(name)) {
                names.add(SafeText.printable(name, SHOWN_CHARS_MAX));
            }
        });
        return names;
    }

    private Optional<JsonNode> find(String... names) {
        read.addAll(List.of(names));
        for (String name : names) {
            JsonNode value = given.path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static String shown(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    private static ToolException wrong(String name, String expected) {
        return new ToolException("'" + name + "' must be " + expected + ".");
    }
}
