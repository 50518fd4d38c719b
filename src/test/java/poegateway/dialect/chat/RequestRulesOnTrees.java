package poegateway.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules for requests once more, in the plainest way: on trees. */
final class RequestRulesOnTrees {
    private static final Set<String> DROPPED_AT_ZERO =
            Set.of("presence_penalty", "frequency_penalty", "max_tokens", "max_completion_tokens");

    private RequestRulesOnTrees() {}

    static ObjectNode apply(ObjectNode request) {
        ObjectNode flat = new ObjectMapper().createObjectNode();
        Set<String> nulls = new HashSet<>();
        JsonNode level = request;
        while (level instanceof ObjectNode object) {
            level = object.path("extra_body");
            object.properties().forEach(member -> {
                boolean unwrapped = member.getKey().equals("extra_body")
                        && member.getValue().isObject();
                if (member.getValue().isNull()) {
                    nulls.add(member.getKey());
                }
                if (!unwrapped && !member.getValue().isNull() && !flat.has(member.getKey())) {
                    flat.set(member.getKey(), member.getValue());
                }
            });
        }
        if (goes("tools", flat, nulls)) {
            flat.remove(List.of("tool_choice", "parallel_tool_calls"));
        }
        if (goes("functions", flat, nulls)) {
            flat.remove("function_call");
        }
        flat.properties().removeIf(member -> meansDefault(member.getKey(), member.getValue()));
        for (JsonNode message : flat.path("messages")) {
            if (message.path("role").asText().equals("developer")) {
                ((ObjectNode) message).put("role", "system");
            }
            ((ObjectNode) message).properties().removeIf(RequestRulesOnTrees::holdsNoCall);
        }
        if (flat.path("stream").asBoolean()) {
            flat.withObjectProperty("stream_options").put("include_usage", true);
        }
        return flat;
    }

    private static boolean goes(String name, ObjectNode flat, Set<String> nulls) {
        return flat.has(name) ? flat.get(name).isArray() && flat.get(name).isEmpty() : nulls.contains(name);
    }

    private static boolean holdsNoCall(Map.Entry<String, JsonNode> member) {
        boolean isNull = member.getValue().isNull();
        return switch (member.getKey()) {
            case "function_call" -> isNull;
            case "tool_calls" ->
                isNull || (member.getValue().isArray() && member.getValue().isEmpty());
            default -> false;
        };
    }

    private static boolean meansDefault(String name, JsonNode value) {
        return switch (name) {
            case "tools", "functions" -> value.isArray() && value.isEmpty();
            case "logit_bias" -> value.isObject() && value.isEmpty();
            case "n" -> value.isNumber() && value.asDouble() == 1;
            default -> DROPPED_AT_ZERO.contains(name) && value.isNumber() && value.asDouble() == 0;
        };
    }
}
