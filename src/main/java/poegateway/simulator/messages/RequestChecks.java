package poegateway.simulator.messages;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Anthropic's interface refuses, in its words. Fields that it does not know are "Extra inputs", as Poe was seen to say of
 * {@code context_management}.
 */
final class RequestChecks {
    /** What the simulated models sign; they take back nothing else. */
    static final String SIGNATURE = "c2ltdWxhdGVkIHNpZ25hdHVyZQ==";

    private static final int MARKS_MAX = 4;
    private static final int BUDGET_LEAST = 1_024;
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "max_tokens",
            "container",
            "inference_geo",
            "metadata",
            "output_config",
            "service_tier",
            "stop_sequences",
            "stream",
            "system",
            "temperature",
            "thinking",
            "tool_choice",
            "tools",
            "top_k",
            "top_p");
    private static final Set<String> KNOWN_OF_TOOLS =
            Set.of("type", "name", "description", "input_schema", "cache_control", "strict");

    private final JsonNode request;

    RequestChecks(JsonNode request) {
        this.request = request;
    }

    Optional<String> refusal() {
        return needed().or(this::extra)
                .or(this::tools)
                .or(this::messages)
                .or(this::results)
                .or(this::marks)
                .or(this::thinking);
    }

    private Optional<String> needed() {
        for (String name : List.of("model", "max_tokens", "messages")) {
            if (!request.has(name)) {
                return Optional.of(name + ": Field required");
            }
        }
        return request.path("messages").isEmpty()
                ? Optional.of("messages: at least one message is required")
                : Optional.empty();
    }

    private Optional<String> extra() {
        for (Iterator<String> names = request.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KNOWN.contains(name)) {
                return Optional.of(name + ": Extra inputs are not permitted");
            }
        }
        return Optional.empty();
    }

    private Optional<String> tools() {
        int number = 0;
        for (JsonNode tool : request.path("tools")) {
            String place = "tools." + number + ".custom.";
            if (tool.path("type").asText("custom").equals("custom")) {
                for (Iterator<String> names = tool.fieldNames(); names.hasNext(); ) {
                    String name = names.next();
                    if (!KNOWN_OF_TOOLS.contains(name)) {
                        return Optional.of(place + name + ": Extra inputs are not permitted");
                    }
                }
                if (!tool.at("/input_schema/type").isTextual()) {
                    return Optional.of(place + "input_schema.type: Field required");
                }
            }
            number++;
        }
        return Optional.empty();
    }

    private Optional<String> messages() {
        int number = 0;
        for (JsonNode message : request.path("messages")) {
            String role = message.path("role").asText();
            if (!role.equals("user") && !role.equals("assistant")) {
                return Optional.of("messages." + number + ".role: Input should be 'user' or 'assistant'");
            }
            if (number == 0 && role.equals("assistant")) {
                return Optional.of("messages: first message must use the \"user\" role");
            }
            JsonNode content = message.path("content");
            if (content.isEmpty() && content.asText().isEmpty()) {
                return Optional.of("messages." + number + ": all messages must have non-empty content");
            }
            int block = 0;
            for (JsonNode each : content) {
                String place = "messages." + number + ".content." + block;
                if (each.path("type").asText().equals("text")
                        && each.path("text").asText().isEmpty()) {
                    return Optional.of("messages: text content blocks must be non-empty");
                }
                if (each.path("type").asText().equals("thinking")
                        && !each.path("signature").asText().equals(SIGNATURE)) {
                    return Optional.of(place + ": Invalid `signature` in `thinking` block");
                }
                block++;
            }
            number++;
        }
        return Optional.empty();
    }

    /** Each call is answered at the beginning of the very next message. */
    private Optional<String> results() {
        Set<String> open = new HashSet<>();
        int number = 0;
        for (JsonNode message : request.path("messages")) {
            for (JsonNode block : message.path("content")) {
                String id = block.path("tool_use_id").asText();
                if (block.path("type").asText().equals("tool_result") && !open.remove(id)) {
                    return Optional.of("messages." + number
                            + ".content.0: unexpected `tool_use_id` found in `tool_result`" + " blocks: " + id + ".");
                }
            }
            if (!open.isEmpty()) {
                return Optional.of("messages." + (number - 1)
                        + ": `tool_use` ids were found without `tool_result` blocks immediately after: "
                        + String.join(", ", open) + ".");
            }
            for (JsonNode block : message.path("content")) {
                if (block.path("type").asText().equals("tool_use")) {
                    open.add(block.path("id").asText());
                }
            }
            number++;
        }
        return Optional.empty();
    }

    private Optional<String> marks() {
        int marks = request.findValues("cache_control").size();
        return marks > MARKS_MAX
                ? Optional.of("A maximum of 4 blocks with cache_control may be provided. Found " + marks + ".")
                : Optional.empty();
    }

    private Optional<String> thinking() {
        String type = request.at("/thinking/type").asText();
        if (!type.equals("enabled") && !type.equals("adaptive")) {
            return Optional.empty();
        }
        if (type.equals("enabled")) {
            long budget = request.at("/thinking/budget_tokens").asLong();
            if (budget < BUDGET_LEAST) {
                return Optional.of("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
            }
            if (budget >= request.path("max_tokens").asLong()) {
                return Optional.of("`max_tokens` must be greater than `thinking.budget_tokens`.");
            }
        }
        String choice = request.at("/tool_choice/type").asText();
        if (choice.equals("any") || choice.equals("tool")) {
            return Optional.of("Thinking may not be enabled when tool_choice forces tool use.");
        }
        if (request.path("temperature").asDouble(1) != 1) {
            return Optional.of("`temperature` may only be set to 1 when thinking is enabled.");
        }
        return lostThoughts();
    }

    private Optional<String> lostThoughts() {
        JsonNode messages = request.path("messages");
        for (int i = messages.size() - 1; i >= 0; i--) {
            JsonNode message = messages.path(i);
            if (message.path("role").asText().equals("assistant")) {
                String first = message.at("/content/0/type").asText();
                boolean calls = message.path("content").findValuesAsText("type").contains("tool_use");
                return calls && !first.endsWith("thinking")
                        ? Optional.of(
                                "messages." + i + ".content.0.type: Expected `thinking` or `redacted_thinking`, but"
                                        + " found `" + first + "`.")
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
