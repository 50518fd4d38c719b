package poegateway.relay.reframe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One choice of a whole reply, put together from its chunks. */
final class ChoiceDraft {
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final Map<Integer, CallDraft> calls = new TreeMap<>();
    private String finishReason = "stop";
    private @Nullable JsonNode logprobs;

    void add(JsonNode choice) {
        JsonNode delta = choice.path("delta");
        content.append(delta.path("content").asText(""));
        reasoning.append(delta.path("reasoning_content").asText(""));
        refusal.append(delta.path("refusal").asText(""));
        for (JsonNode call : delta.path("tool_calls")) {
            calls.computeIfAbsent(call.path("index").asInt(), index -> new CallDraft())
                    .add(call);
        }
        String reason = choice.path("finish_reason").asText("");
        if (!reason.isEmpty()) {
            finishReason = reason;
        }
        if (choice.hasNonNull("logprobs")) {
            logprobs = choice.get("logprobs");
        }
    }

    ObjectNode choice(int index) {
        ObjectNode choice = Trees.object().put("index", index);
        choice.set("message", message());
        choice.set("logprobs", logprobs);
        choice.put("finish_reason", calls.isEmpty() || !finishReason.equals("stop") ? finishReason : "tool_calls");
        return choice;
    }

    private ObjectNode message() {
        ObjectNode message = Trees.object().put("role", "assistant");
        boolean onlyCalls = content.isEmpty() && !calls.isEmpty();
        message.put("content", onlyCalls ? null : content.toString());
        message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        if (!calls.isEmpty()) {
            var list = message.putArray("tool_calls");
            calls.values().forEach(call -> list.add(call.call()));
        }
        return message;
    }

    /** One tool call; members that are not joined keep the last value said. */
    private static final class CallDraft {
        private final ObjectNode call = Trees.object().put("id", "").put("type", "function");
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();

        void add(JsonNode piece) {
            piece.properties().forEach(member -> {
                boolean joined =
                        member.getKey().equals("index") || member.getKey().equals("function");
                if (!joined && !member.getValue().isNull()) {
                    call.set(member.getKey(), member.getValue());
                }
            });
            name.append(piece.path("function").path("name").asText(""));
            arguments.append(piece.path("function").path("arguments").asText(""));
        }

        ObjectNode call() {
            ObjectNode function = Trees.object().put("name", name.toString()).put("arguments", arguments.toString());
            call.set("function", function);
            return call;
        }
    }
}
