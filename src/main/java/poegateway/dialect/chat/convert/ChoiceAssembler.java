package poegateway.dialect.chat.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One choice of a whole reply, put together from its chunks. */
final class ChoiceAssembler {
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final Map<Integer, CallDraft> calls = new TreeMap<>();
    private final ObjectNode others = JsonTrees.object();
    private @Nullable FunctionDraft functionCall;
    private String finishReason = "stop";
    private @Nullable ObjectNode logprobs;

    void add(JsonNode choice) {
        if (choice.has("delta")) {
            choice.path("delta").properties().forEach(member -> add(member.getKey(), member.getValue()));
        } else {
            addMessage(choice.path("message"));
        }
        String reason = choice.path("finish_reason").asText("");
        if (!choice.path("finish_reason").isNull() && !reason.isEmpty()) {
            finishReason = reason;
        }
        if (choice.get("logprobs") instanceof ObjectNode more) {
            logprobs = logprobs == null ? more.deepCopy() : joined(logprobs, more);
        }
    }

    ObjectNode choice(int index) {
        ObjectNode choice = JsonTrees.object().put("index", index);
        choice.set("message", message());
        choice.set("logprobs", logprobs);
        return choice.put("finish_reason", finishReason);
    }

    /** In place of a delta: the rest of the message, or all of it once more. */
    private void addMessage(JsonNode message) {
        boolean again = !content.isEmpty() && message.path("content").asText("").startsWith(content.toString());
        if (again) {
            content.setLength(0);
            reasoning.setLength(0);
            refusal.setLength(0);
            calls.clear();
            functionCall = null;
        }
        message.properties().forEach(member -> add(member.getKey(), member.getValue()));
    }

    private void add(String name, JsonNode value) {
        switch (name) {
            case "role" -> {}
            case "content" -> content.append(value.asText(""));
            case "reasoning_content" -> reasoning.append(value.asText(""));
            case "refusal" -> refusal.append(value.asText(""));
            case "tool_calls" -> value.forEach(this::addCall);
            case "function_call" -> addFunctionCall(value);
            default -> addOther(name, value);
        }
    }

    private void addCall(JsonNode piece) {
        calls.computeIfAbsent(piece.path("index").asInt(), index -> new CallDraft())
                .add(piece);
    }

    private void addFunctionCall(JsonNode piece) {
        functionCall = functionCall == null ? new FunctionDraft() : functionCall;
        functionCall.add(piece);
    }

    /** What nobody here knows keeps the last value said; lists go on. */
    private void addOther(String name, JsonNode value) {
        if (others.get(name) instanceof ArrayNode list && value instanceof ArrayNode more) {
            list.addAll(more);
        } else if (!value.isNull()) {
            others.set(name, value.deepCopy());
        }
    }

    private static ObjectNode joined(ObjectNode before, ObjectNode more) {
        more.properties().forEach(member -> {
            if (before.get(member.getKey()) instanceof ArrayNode list && member.getValue() instanceof ArrayNode next) {
                list.addAll(next);
            } else if (!member.getValue().isNull()) {
                before.set(member.getKey(), member.getValue());
            }
        });
        return before;
    }

    private ObjectNode message() {
        ObjectNode message = JsonTrees.object().put("role", "assistant");
        boolean onlyCalls = content.isEmpty() && (!calls.isEmpty() || functionCall != null);
        message.put("content", onlyCalls ? null : content.toString());
        message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        if (!calls.isEmpty()) {
            var list = message.putArray("tool_calls");
            calls.values().forEach(call -> list.add(call.call()));
        }
        if (functionCall != null) {
            message.set("function_call", functionCall.function());
        }
        return message.setAll(others);
    }

    /** One tool call; members that are not joined keep the last value said. */
    private static final class CallDraft {
        private final ObjectNode call = JsonTrees.object();
        private final FunctionDraft function = new FunctionDraft();

        void add(JsonNode piece) {
            piece.properties().forEach(member -> {
                switch (member.getKey()) {
                    case "index" -> {}
                    case "function" -> function.add(member.getValue());
                    case "custom" -> addCustom(member.getValue());
                    default -> call.set(member.getKey(), member.getValue());
                }
            });
        }

        ObjectNode call() {
            if (!call.has("custom")) {
                call.set("function", function.function());
            }
            return call;
        }

        private void addCustom(JsonNode piece) {
            ObjectNode custom = call.withObjectProperty("custom");
            piece.properties()
                    .forEach(member -> custom.put(
                            member.getKey(),
                            custom.path(member.getKey()).asText("")
                                    + member.getValue().asText("")));
        }
    }

    /** Name and arguments of a call. */
    private static final class FunctionDraft {
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();
        private boolean hasArguments;

        void add(JsonNode piece) {
            name.append(piece.path("name").asText(""));
            hasArguments |= piece.has("arguments");
            arguments.append(piece.path("arguments").asText(""));
        }

        ObjectNode function() {
            return JsonTrees.object()
                    .put("name", name.toString())
                    .put("arguments", hasArguments ? arguments.toString() : "{}");
        }
    }
}
