package poegateway.config.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import poegateway.config.tree.Setting;
import poegateway.config.tree.Settings;
import poegateway.config.tree.Shape;
import poegateway.config.tree.ValueKind;

/** Writes the JSON Schema by which editors complete and check the file: config/poe-gateway.schema.json. */
final class ConfigSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String VARIABLE = "\\$\\{env:[A-Za-z_][A-Za-z0-9_]*\\}";

    private ConfigSchema() {}

    /** The schema, in JSON of draft 2020-12. */
    static String text() {
        ObjectNode schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Settings of poe-gateway");
        openSection(schema);
        for (Setting setting : Settings.GATEWAY.all()) {
            ObjectNode section = schema;
            String[] words = setting.key().split("\\.");
            for (String word : Arrays.copyOf(words, words.length - 1)) {
                section = below(section, word, schema.equals(section) ? Settings.sectionDoc(word) : "");
            }
            ((ObjectNode) section.get("properties")).set(setting.word(), described(setting));
        }
        schema.putObject("$defs").set("variable", typed(VARIABLE, "string"));
        return pretty(schema);
    }

    private static void openSection(ObjectNode section) {
        section.putArray("type").add("object").add("null");
        section.putObject("properties");
        section.put("additionalProperties", false);
    }

    private static ObjectNode below(ObjectNode section, String word, String doc) {
        ObjectNode properties = (ObjectNode) section.get("properties");
        if (!properties.has(word)) {
            ObjectNode made = properties.putObject(word);
            if (!doc.isEmpty()) {
                made.put("description", doc);
            }
            openSection(made);
        }
        return (ObjectNode) properties.get(word);
    }

    private static ObjectNode described(Setting setting) {
        ObjectNode schema = NODES.objectNode();
        String standard = setting.role() == Setting.Role.REQUIRED ? "" : " Default: " + setting.standardWords() + ".";
        schema.put("description", setting.doc().value() + standard);
        return switch (setting.form()) {
            case Shape.One one -> schema.setAll(value(one.type()));
            case Shape.Many many -> {
                schema.putArray("type").add("array").add("null");
                schema.set("items", item(many));
                yield schema;
            }
            case Shape.Named named -> {
                schema.putArray("type").add("object").add("null");
                schema.set("additionalProperties", named(named));
                yield schema;
            }
        };
    }

    private static ObjectNode named(Shape.Named form) {
        if (!form.hasParts()) {
            return item(form);
        }
        Setting first = Settings.ofItem(form.type(), "").all().getFirst();
        ObjectNode either = NODES.objectNode();
        either.putArray("anyOf").add(value(first.form().type())).add(item(form));
        return either;
    }

    private static ObjectNode item(Shape form) {
        if (!form.hasParts()) {
            return value(form.type());
        }
        ObjectNode item = NODES.objectNode().put("type", "object");
        ObjectNode parts = item.putObject("properties");
        ArrayNode required = item.putArray("required");
        for (Setting part : Settings.ofItem(form.type(), "").all()) {
            parts.set(part.word(), described(part));
            if (part.role() == Setting.Role.REQUIRED) {
                required.add(part.word());
            }
        }
        return item.put("additionalProperties", false);
    }

    /** What fits the type, or the name of a variable that holds it. */
    private static ObjectNode value(Class<?> type) {
        ObjectNode own = plain(type);
        ObjectNode value = NODES.objectNode();
        value.putArray("anyOf").add(own).addObject().put("$ref", "#/$defs/variable");
        return value;
    }

    private static ObjectNode plain(Class<?> type) {
        if (type.isEnum()) {
            ObjectNode words = NODES.objectNode();
            ArrayNode list = words.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                list.add(ValueKind.print(constant));
            }
            return words;
        }
        return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
            case "int", "integer" -> NODES.objectNode().put("type", "integer");
            case "boolean" -> NODES.objectNode().put("type", "boolean");
            case "duration" -> typed("^\\d{1,12}(ms|s|m|h)$", "string");
            case "bytesize" -> typed("^\\d{1,18}(B|KiB|MiB|GiB)$", "string");
            case "uri" -> typed("^[a-z]+://", "string");
            case "cidr" -> typed("^[0-9a-fA-F.:]+(/\\d{1,3})?$", "string");
            case "instant" -> typed("^\\d{4}-\\d{2}-\\d{2}(T.+)?$", "string");
            default -> typed("", "string", "number", "boolean");
        };
    }

    private static ObjectNode typed(String pattern, String... types) {
        ObjectNode schema = NODES.objectNode();
        if (types.length == 1) {
            schema.put("type", types[0]);
        } else {
            Arrays.stream(types).forEach(schema.withArray("type")::add);
        }
        return pattern.isEmpty() ? schema : schema.put("pattern", pattern);
    }

    private static String pretty(ObjectNode schema) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
