package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether what a client brings is an answer to what it was asked. */
final class InputAnswer {
    private InputAnswer() {}

    static boolean fits(ObjectNode asked, @Nullable JsonNode answer) {
        if (answer == null || !answer.isObject()) {
            return false;
        }
        return switch (asked.path("method").asText()) {
            case "elicitation/create" -> elicited(asked.path("params").path("requestedSchema"), answer);
            case "sampling/createMessage" -> answer.path("role").isTextual() && answer.has("content");
            case "roots/list" -> answer.path("roots").isArray();
            default -> true;
        };
    }

    private static boolean elicited(JsonNode schema, JsonNode answer) {
        return switch (answer.path("action").asText()) {
            case "accept" -> content(schema, answer.path("content"));
            case "decline", "cancel" -> true;
            default -> false;
        };
    }

    /** Schemas of questions to users are flat. */
    private static boolean content(JsonNode schema, JsonNode content) {
        if (!schema.isObject()) {
            return true;
        }
        for (JsonNode required : schema.path("required")) {
            if (!content.has(required.asText())) {
                return false;
            }
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode given = content.path(property.getKey());
            if (!given.isMissingNode() && !value(property.getValue(), given)) {
                return false;
            }
        }
        return true;
    }

    private static boolean value(JsonNode schema, JsonNode given) {
        boolean typed = switch (schema.path("type").asText()) {
            case "string" -> given.isTextual();
            case "boolean" -> given.isBoolean();
            case "integer" -> given.isNumber() && given.doubleValue() % 1 == 0;
            case "number" -> given.isNumber();
            case "array" -> given.isArray();
            default -> true;
        };
        return typed && (!schema.has("enum") || among(schema.path("enum"), given));
    }

    private static boolean among(JsonNode values, JsonNode given) {
        for (JsonNode value : values) {
            if (value.equals(given)) {
                return true;
            }
        }
        return false;
    }
}
