package poegateway.relay.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What a schema may say so that {@link SchemaMatch} can tell whether a value fits: looked for before anything is paid. */
final class SchemaLimits {
    /** Their values are schemas by name, so that their names are no keywords. */
    private static final Set<String> BY_NAME =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    /** Their values are no schemas. */
    private static final Set<String> DATA = Set.of("enum", "const", "default", "examples", "required");

    private static final Set<String> UNKNOWN =
            Set.of("$dynamicRef", "$recursiveRef", "unevaluatedProperties", "unevaluatedItems", "dependencies");

    private final JsonNode root;

    private SchemaLimits(JsonNode root) {
        this.root = root;
    }

    /** @throws UncheckableSchemaException when it says something else */
    static void check(JsonNode root) {
        new SchemaLimits(root).schema(root);
    }

    private void schema(JsonNode schema) {
        if (schema.isArray()) {
            schema.forEach(this::schema);
        }
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (UNKNOWN.contains(name)) {
                throw new UncheckableSchemaException("'" + name + "' is not understood");
            }
            if (name.equals("$ref")) {
                target(root, value.asText());
            } else if (name.equals("pattern") && value.isTextual()) {
                pattern(value.asText());
            } else if (BY_NAME.contains(name)) {
                byName(name, value);
            } else if (!DATA.contains(name)) {
                schema(value);
            }
        }
    }

    private void byName(String keyword, JsonNode schemas) {
        schemas.properties().forEach(member -> {
            if (keyword.equals("patternProperties")) {
                pattern(member.getKey());
            }
            schema(member.getValue());
        });
    }

    /** The schema that a reference names. */
    static JsonNode target(JsonNode root, String reference) {
        if (reference.equals("#")) {
            return root;
        }
        JsonNode target = reference.startsWith("#/") ? root.at(reference.substring(1)) : null;
        if (target == null || target.isMissingNode()) {
            throw new UncheckableSchemaException("a '$ref' names nothing in the schema itself");
        }
        return target;
    }

    /** A regular expression; those of JavaScript that Java has not are refused. */
    static Pattern pattern(@Nullable String expression) {
        try {
            return Pattern.compile(expression == null ? "" : expression);
        } catch (PatternSyntaxException unknown) {
            throw new UncheckableSchemaException("a regular expression in it is not understood");
        }
    }
}
