package poegateway.dialect.messages.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.AnswerForm;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.Effort;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reasoning;
import poegateway.conversation.Sampling;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Reads the prompt of a request. */
final class MessagesPromptReader {
    /** Before the names of what stood in {@code thinking} and has no other place. */
    static final String THINKING = "thinking.";

    /** The same of {@code output_config}. */
    static final String OUTPUT = "output_config.";

    /** The effort above all that others know. */
    private static final String MOST_EFFORT = "max";

    /** Members of Anthropic's that no model needs to understand what is asked. Any other is an option of the model's own. */
    private static final Set<String> HINTS = Set.of(
            "container",
            "context_management",
            "inference_geo",
            "mcp_servers",
            "metadata",
            "service_tier",
            "speed",
            "cache_control",
            "top_k");

    private final Map<String, JsonSlice> members;
    private final Map<String, JsonSlice> extras = new LinkedHashMap<>();
    private final Map<String, JsonSlice> parameters = new LinkedHashMap<>();
    private @Nullable Reasoning reasoning;
    private @Nullable AnswerForm form;

    private MessagesPromptReader(Map<String, JsonSlice> members) {
        this.members = members;
        members.values().removeIf(JsonSlice::isNull);
    }

    static Prompt read(byte[] body) {
        return JsonRequest.read(body, cursor -> {
            Map<String, JsonSlice> members = JsonMembers.of(cursor);
            return () -> new MessagesPromptReader(members).prompt();
        });
    }

    private Prompt prompt() {
        MessagesToolReader tools = MessagesToolReader.of(members.remove("tools"), members.remove("tool_choice"));
        List<Message> messages = new ArrayList<>(SystemBlocks.messages(members.remove("system"), extras));
        messages.addAll(BlockMessages.read(members.remove("messages")));
        extras.putAll(tools.hosted());
        thinking();
        outputConfig(object("output_config"));
        format(object("output_format"), "output_format");
        Bounds bounds = new Bounds(maxTokens(), stop());
        Sampling sampling = new Sampling(
                Optional.ofNullable(members.remove("temperature")), Optional.ofNullable(members.remove("top_p")));
        JsonSlice model = members.remove("model");
        members.remove("stream");
        members.forEach((name, value) -> (HINTS.contains(name) ? extras : parameters).put(name, value));
        return new Prompt(
                model == null || !model.isString() ? "" : model.text().decoded(),
                messages,
                tools.tools(),
                tools.choice(),
                tools.parallel(),
                bounds,
                sampling,
                Optional.ofNullable(reasoning),
                Optional.ofNullable(form),
                parameters,
                new Extras(Dialect.MESSAGES, extras));
    }

    private Map<String, JsonSlice> object(String name) {
        JsonSlice value = members.remove(name);
        if (value == null) {
            return new LinkedHashMap<>();
        }
        if (!value.isObject()) {
            throw JsonRequest.wrong(name, "an object");
        }
        Map<String, JsonSlice> inner = JsonMembers.of(value);
        inner.values().removeIf(JsonSlice::isNull);
        return inner;
    }

    /** That nothing is to be thought is Anthropic's standard, so it is no wish; nor is it how much the model is to choose itself. */
    private void thinking() {
        JsonSlice whole = members.getOrDefault("thinking", JsonSlice.NULL);
        Map<String, JsonSlice> inner = object("thinking");
        JsonSlice budget = inner.get("budget_tokens");
        boolean enabled =
                inner.containsKey("type") && inner.get("type").toString().equals("\"enabled\"");
        long tokens = budget == null ? -1 : budget.whole().orElse(-1);
        if (enabled && tokens >= 0 && tokens <= Reasoning.BUDGET_MAX) {
            reasoning = new Reasoning.ByBudget(tokens);
            inner.remove("budget_tokens");
            inner.remove("type");
            inner.forEach((name, value) -> extras.put(THINKING + name, value));
        } else if (!inner.isEmpty()) {
            extras.put("thinking", whole);
        }
    }

    private void outputConfig(Map<String, JsonSlice> inner) {
        JsonSlice effort = inner.get("effort");
        String word = effort != null && effort.isString() ? effort.text().decoded() : "";
        Optional<Effort> known = word.equals(MOST_EFFORT) ? Optional.of(Effort.XHIGH) : Effort.of(word);
        if (known.isPresent() && reasoning == null) {
            reasoning = new Reasoning.ByEffort(known.get());
            if (!word.equals(MOST_EFFORT)) {
                inner.remove("effort");
            }
        }
        JsonSlice format = inner.get("format");
        if (format != null && format.isObject()) {
            inner.remove("format");
            format(JsonMembers.of(format), OUTPUT + "format");
        }
        inner.forEach((name, value) -> extras.put(OUTPUT + name, value));
    }

    private void format(Map<String, JsonSlice> inner, String place) {
        if (inner.isEmpty()) {
            return;
        }
        JsonSlice schema = inner.get("schema");
        JsonSlice type = inner.getOrDefault("type", JsonSlice.NULL);
        if (!type.toString().equals("\"json_schema\"")) {
            throw JsonRequest.wrong(place + ".type", "json_schema");
        }
        if (schema == null || !schema.isObject()) {
            throw JsonRequest.missing(place + ".schema");
        }
        JsonWriter json = new JsonWriter();
        json.beginObject().name("name").word("answer").name("schema").value(schema);
        byte[] definition = json.endObject().written().toByteArray();
        form = new AnswerForm.FittingSchema(new JsonSlice(definition, 0, definition.length));
        inner.forEach((name, value) -> {
            if (!name.equals("type") && !name.equals("schema")) {
                extras.put(OUTPUT + "format." + name, value);
            }
        });
    }

    private OptionalLong maxTokens() {
        JsonSlice value = members.remove("max_tokens");
        if (value == null) {
            return OptionalLong.empty();
        }
        long tokens = value.whole().orElse(0);
        if (tokens < 1) {
            throw JsonRequest.wrong("max_tokens", "a whole number of at least 1");
        }
        return OptionalLong.of(tokens);
    }

    private List<JsonText> stop() {
        JsonSlice value = members.remove("stop_sequences");
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || !JsonMembers.elements(value).stream().allMatch(JsonSlice::isString)) {
            throw JsonRequest.wrong("stop_sequences", "a list of strings");
        }
        return JsonMembers.elements(value).stream().map(JsonSlice::text).toList();
    }
}
