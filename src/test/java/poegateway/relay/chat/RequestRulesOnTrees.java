package poegateway.relay.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The rules for requests once more, in the plainest way: on trees. */
final class RequestRulesOnTrees {
    private static final Set<String> DROPPED_AT_ZERO =
            Set.of("presence_penalty", "frequency_penalty", "max_tokens", "max_completion_tokens");

    private RequestRulesOnTrees() {}

    static ObjectNode apply(ObjectNode request) {
        ObjectNode flat = new ObjectMapper().createObjectNode();
        JsonNode level = request;
        while (level instanceof ObjectNode object) {
            level = object.path("extra_body");
            object.properties().forEach(member -> {
                boolean unwrapped = member.getKey().equals("extra_body")
                        && member.getValue().isObject();
                if (!unwrapped && !member.getValue().isNull() && !flat.has(member.getKey())) {
                    flat.set(member.getKey(), member.getValue());
                }
            });
        }
        flat.properties().removeIf(member -> meansDefault(member.getKey(), member.getValue()));
        for (JsonNode message : flat.path("messages")) {
            if (message.path("role").asText().equals("developer")) {
                ((ObjectNode) message).put("role", "system");
            }
        }
        if (flat.path("stream").asBoolean()) {
            flat.withObjectProperty("stream_options").put("include_usage", true);
        }
        return flat;
    }

    private static boolean meansDefault(String name, JsonNode value) {
        return switch (name) {
            case "tools" -> value.isArray() && value.isEmpty();
            case "logit_bias" -> value.isObject() && value.isEmpty();
            case "n" -> value.isNumber() && value.asDouble() == 1;
            default -> DROPPED_AT_ZERO.contains(name) && value.isNumber() && value.asDouble() == 0;
        };
    }
}
