package poegateway.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rules for whole replies once more, in the plainest way: on trees. */
final class ReplyRulesOnTrees {
    private ReplyRulesOnTrees() {}

    static ObjectNode apply(ObjectNode reply) {
        ObjectNode copy = reply.deepCopy();
        copy.remove("error");
        for (JsonNode choice : copy.path("choices")) {
            applyToChoice((ObjectNode) choice);
        }
        if (copy.get("usage") instanceof ObjectNode usage) {
            usage.properties()
                    .removeIf(member -> member.getKey().endsWith("_details")
                            && member.getValue().isNull());
            for (JsonNode details : usage) {
                if (details instanceof ObjectNode object) {
                    object.properties().removeIf(member -> member.getValue().isNull());
                }
            }
        }
        return copy;
    }

    private static void applyToChoice(ObjectNode choice) {
        if (!choice.has("logprobs")) {
            choice.putNull("logprobs");
        }
        ObjectNode message = (ObjectNode) choice.get("message");
        if (!message.has("refusal")) {
            message.putNull("refusal");
        }
        JsonNode calls = message.path("tool_calls");
        for (JsonNode call : calls) {
            ((ObjectNode) call).remove("index");
        }
        if (!calls.isEmpty()) {
            if (!message.has("content")) {
                message.putNull("content");
            }
            if (choice.path("finish_reason").asText().equals("stop")) {
                choice.put("finish_reason", "tool_calls");
            }
        }
    }
}
