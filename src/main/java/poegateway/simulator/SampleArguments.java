package poegateway.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Makes arguments for a function from the JSON schema of its parameters: the same schema, the same arguments. */
final class SampleArguments {
    /** Nesting beyond that many levels is answered with null; it also ends schemas that contain themselves. */
    static final int MAX_DEPTH = 8;
    /** Most values in all; a schema that contains itself twice would ask for thousands. */
    static final int MAX_VALUES = 500;
    /** Most items of an array. */
    static final int MAX_ITEMS = 4;
    /** Longest text that a {@code minLength} can ask for. */
    static final int MAX_TEXT = 256;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode root;
    private int values;

    private SampleArguments(JsonNode root) {
        this.root = root;
    }

    /**
     * The arguments as JSON text; {@code {}} for a schema of nothing.
     *
     * @param spaced whether a space follows each colon and comma, as where Poe wrote the JSON anew
     */
    static String of(String schema, boolean spaced) {
        try {
            JsonNode root = MAPPER.readTree(schema);
            JsonNode value = new SampleArguments(root).sample("arguments", root, 0);
            JsonNode object = value.isObject() ? value : NODES.objectNode();
            return spaced ? MAPPER.writer(new Spaced()).writeValueAsString(object) : object.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The schema is no JSON.", e);
        }
    }

    private JsonNode sample(String name, JsonNode schema, int depth) {
        if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
            return NODES.nullNode();
        }
        for (String given : new String[] {"const", "default"}) {
            if (schema.has(given)) {
                return schema.path(given);
            }
        }
        for (String listed : new String[] {"enum", "examples"}) {
            if (schema.path(listed).has(0)) {
                return schema.path(listed).path(0);
            }
        }
        for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.path(choice).has(0)) {
                return sample(name, schema.path(choice).path(0), depth + 1);
            }
        }
        String ref = schema.path("$ref").asText();
        return ref.startsWith("#/") ? sample(name, root.at(ref.substring(1)), depth + 1) : ofType(name, schema, depth);
    }

    private JsonNode ofType(String name, JsonNode schema, int depth) {
        JsonNode type = schema.path("type").isArray() ? schema.path("type").path(0) : schema.path("type");
        return switch (type.asText(schema.has("properties") ? "object" : "string")) {
            case "object" -> object(schema, depth);
            case "array" -> array(name, schema, depth);
            case "integer" -> NODES.numberNode(schema.path("minimum").asLong(1));
            case "number" -> schema.has("minimum") ? schema.path("minimum") : NODES.numberNode(1.5);
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            default -> NODES.textNode(text(name, schema));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        ObjectNode object = NODES.objectNode();
        schema.path("properties").properties().forEach(property -> {
            if (required.isEmpty() || required.contains(property.getKey())) {
                object.set(property.getKey(), sample(property.getKey(), property.getValue(), depth + 1));
            }
        });
        return object;
    }

    private ArrayNode array(String name, JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        int items = Math.clamp(schema.path("minItems").asInt(1), 1, MAX_ITEMS);
        for (int i = 0; i < items; i++) {
            array.add(sample(name, schema.path("items"), depth + 1));
        }
        return array;
    }

    private static String text(String name, JsonNode schema) {
        String text = switch (schema.path("format").asText()) {
            case "date" -> "2026-01-01";
            case "date-time" -> "2026-01-01T12:00:00Z";
            case "time" -> "12:00:00Z";
            case "email" -> "sample@example.com";
            case "uri", "url" -> "https://example.com/sample";
            case "uuid" -> "00000000-0000-4000-8000-000000000001";
            default -> "sample " + name;
        };
        int shortest = Math.clamp(schema.path("minLength").asInt(0), 0, MAX_TEXT);
        int longest = Math.max(schema.path("maxLength").asInt(MAX_TEXT), shortest);
        String padded = text + "x".repeat(Math.max(0, shortest - text.length()));
        return padded.substring(0, Math.min(padded.length(), longest));
    }

    private static final class Spaced extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1;

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
            out.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(", ");
        }
    }
}
