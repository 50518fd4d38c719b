package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import poegateway.conversation.AnswerForm;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reasoning;
import poegateway.conversation.Role;
import poegateway.conversation.Sampling;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.message.McpJson;
import poegateway.wire.JsonSlice;
import poegateway.wire.JsonText;

/** Makes a prompt of the arguments of a tool that asks a model. */
final class AskedPrompt {
    private static final Extras NONE = Extras.none(Dialect.CHAT);
    private static final double TEMPERATURE_MAX = 2;
    private static final long TOKENS_MAX = 10_000_000;

    private AskedPrompt() {}

    /**
     * The prompt.
     *
     * @throws ToolException when an argument is wrong
     */
    static Prompt of(ToolArguments arguments) {
        String model = arguments.need("bot", "model", "bot_name");
        String words = arguments.need("prompt", "message", "question", "query", "text");
        List<Message> messages = new ArrayList<>();
        arguments
                .text("system", "system_prompt")
                .ifPresent(system -> messages.add(message(Role.SYSTEM, system, List.of())));
        messages.add(message(Role.USER, inContext(arguments, words), Attached.of(arguments)));
        return new Prompt(
                model,
                messages,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                bounds(arguments),
                new Sampling(arguments.number("temperature", 0, TEMPERATURE_MAX), arguments.number("top_p", 0, 1)),
                reasoning(arguments),
                form(arguments),
                parameters(arguments),
                NONE);
    }

    private static Message message(Role role, String words, List<Part> media) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Words(JsonText.of(words), NONE));
        parts.addAll(media);
        return new Message(role, parts, media.isEmpty(), Optional.empty(), NONE);
    }

    /** Background goes before the question, each piece under its label. */
    private static String inContext(ToolArguments arguments, String words) {
        StringBuilder text = new StringBuilder();
        for (JsonNode piece : arguments.list("context")) {
            if (piece.isTextual()) {
                text.append(piece.asText()).append("\n\n");
            } else if (piece.path("text").isTextual()) {
                text.append(piece.path("label").asText("context")).append(":\n");
                text.append(piece.path("text").asText()).append("\n\n");
            } else {
                throw new ToolException("'context' must be a list of objects with 'label' and 'text'.");
            }
        }
        return text.append(words).toString();
    }

    private static Bounds bounds(ToolArguments arguments) {
        List<JsonText> stop = new ArrayList<>();
        for (JsonNode word : arguments.list("stop")) {
            if (!word.isTextual()) {
                throw new ToolException("'stop' must be a list of texts.");
            }
            stop.add(JsonText.of(word.asText()));
        }
        Optional<Long> tokens = arguments.whole("max_tokens", 1, TOKENS_MAX);
        return new Bounds(tokens.map(OptionalLong::of).orElse(OptionalLong.empty()), stop);
    }

    private static Optional<Reasoning> reasoning(ToolArguments arguments) {
        return arguments
                .json("reasoning_effort")
                .map(given -> Reasoning.read(given)
                        .orElseThrow(() -> new ToolException(
                                "'reasoning_effort' must be none, minimal, low, medium, high, or xhigh.")));
    }

    private static Optional<AnswerForm> form(ToolArguments arguments) {
        return arguments.object("response_schema").map(schema -> {
            ObjectNode definition = McpJson.object().put("name", "answer");
            definition.set("schema", schema);
            return new AnswerForm.FittingSchema(JsonSlice.of(McpJson.text(definition)));
        });
    }

    private static Map<String, JsonSlice> parameters(ToolArguments arguments) {
        Map<String, JsonSlice> parameters = new LinkedHashMap<>();
        arguments
                .object("parameters")
                .ifPresent(own -> own.properties()
                        .forEach(one -> parameters.put(one.getKey(), JsonSlice.of(McpJson.text(one.getValue())))));
        arguments.flag("web_search").ifPresent(on -> parameters.put("web_search", JsonSlice.of(on.toString())));
        return parameters;
    }
}
