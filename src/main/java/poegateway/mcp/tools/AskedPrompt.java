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
import poegateway.core.UpstreamWish;
import poegateway.core.Wishes;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.message.McpJson;
import poegateway.session.SessionName;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * What the arguments of a tool say that asks a model.
 *
 * @param words the question itself
 * @param session of which it is a turn; absent where none is named
 * @param upstream the interface of Poe's that it is to take
 * @param warnings what the caller should know
 */
record AskedPrompt(
        Prompt prompt,
        String words,
        Optional<SessionName> session,
        Optional<UpstreamWish> upstream,
        List<String> warnings) {
    private static final Extras NONE = Extras.none(Dialect.CHAT);
    private static final double TEMPERATURE_MAX = 2;
    private static final long TOKENS_MAX = 10_000_000;

    private static final String[] WORDS = {"prompt", "message", "question", "query", "text"};

    /** Words that older clients send, and that change nothing here: answers always come whole, in the order of the calls. */
    private static final List<String> WITHOUT_MEANING = List.of("stream", "priority", "working_directory");

    /**
     * Reads them.
     *
     * @throws ToolException when an argument is wrong
     */
    static AskedPrompt of(ToolArguments arguments, Attached.Uploads uploads) {
        return of(model(arguments), arguments, uploads, arguments.need(WORDS));
    }

    /** The same for a model that is named elsewhere. */
    static AskedPrompt to(String model, ToolArguments arguments) {
        return of(model, arguments, Attached.Uploads.NONE, arguments.need(WORDS));
    }

    /** A question and nothing else. */
    static Prompt plain(String model, String words) {
        return prompt(model, new ToolArguments(McpJson.object()), Attached.Uploads.NONE, words);
    }

    private static String model(ToolArguments arguments) {
        return arguments.need("bot", "model", "bot_name");
    }

    /** The same where a question need not be there: results of tools alone go on with a session. */
    static AskedPrompt withoutWords(ToolArguments arguments, Attached.Uploads uploads) {
        return of(model(arguments), arguments, uploads, arguments.text(WORDS).orElse(""));
    }

    private static AskedPrompt of(String model, ToolArguments arguments, Attached.Uploads uploads, String words) {
        WITHOUT_MEANING.forEach(arguments::ignore);
        List<String> warnings = new ArrayList<>();
        if (arguments.flag("execute_actions").orElse(false)) {
            warnings.add("the gateway runs nothing that a model writes; what it proposes is in the text");
        }
        return new AskedPrompt(
                prompt(model, arguments, uploads, words),
                words,
                Talk.session(arguments.text("session_id")),
                upstream(arguments),
                warnings);
    }

    /** What is to be asked. */
    Talk.Question question(Wishes wishes) {
        return new Talk.Question(prompt, session, upstream.map(wishes::with).orElse(wishes), warnings);
    }

    /** The same of another prompt. */
    AskedPrompt with(Prompt other) {
        return new AskedPrompt(other, words, session, upstream, warnings);
    }

    private static Optional<UpstreamWish> upstream(ToolArguments arguments) {
        boolean legacy = !arguments.flag("use_openai_client").orElse(true);
        return arguments
                .text("api")
                .map(word -> UpstreamWish.of(word.equals("legacy") ? "bot" : word)
                        .orElseThrow(() -> new ToolException("'api' must be auto, openai or legacy.")))
                .or(() -> legacy ? Optional.of(UpstreamWish.BOT) : Optional.empty());
    }

    private static Prompt prompt(String model, ToolArguments arguments, Attached.Uploads uploads, String words) {
        List<Message> messages = new ArrayList<>();
        arguments
                .text("system", "system_prompt")
                .ifPresent(system -> messages.add(message(Role.SYSTEM, system, List.of())));
        String all = inContext(arguments, words);
        List<Part> attached = Attached.of(arguments, uploads);
        if (!all.isEmpty() || !attached.isEmpty()) {
            messages.add(message(Role.USER, all, attached));
        }
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
            } else if (piece.isObject()) {
                piece.properties()
                        .forEach(one -> text.append(one.getKey())
                                .append(":\n")
                                .append(shown(one.getValue()))
                                .append("\n\n"));
            } else {
                throw new ToolException("'context' must be a list of objects with 'label' and 'text'.");
            }
        }
        return text.append(words).toString();
    }

    private static String shown(JsonNode value) {
        return value.isTextual() ? value.asText() : McpJson.text(value);
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
        Optional<Reasoning> thinking = arguments
                .object("thinking")
                .map(given -> Reasoning.read(JsonSlice.of(McpJson.text(given))).orElse(new Reasoning.Switched(true)));
        return arguments
                .json("reasoning_effort")
                .map(given -> Reasoning.read(given)
                        .orElseThrow(() -> new ToolException(
                                "'reasoning_effort' must be none, minimal, low, medium, high, or xhigh.")))
                .or(() -> thinking);
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
