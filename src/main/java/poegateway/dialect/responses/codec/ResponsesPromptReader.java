package poegateway.dialect.responses.codec;

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
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reasoning;
import poegateway.conversation.Role;
import poegateway.conversation.Sampling;
import poegateway.dialect.codec.Dropped;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Reads the prompt of a request. */
final class ResponsesPromptReader {
    /** Members of OpenAI's that no model needs to understand what is asked. Any other is an option of the model's own. */
    private static final Set<String> HINTS = Set.of(
            "client_metadata",
            "context_management",
            "include",
            "max_tool_calls",
            "metadata",
            "moderation",
            "prompt_cache_key",
            "prompt_cache_options",
            "prompt_cache_retention",
            "safety_identifier",
            "service_tier",
            "stream_options",
            "top_logprobs",
            "truncation",
            "user");

    private final Map<String, JsonSlice> members;
    private final boolean goesOn;
    private final Map<String, JsonSlice> extras = new LinkedHashMap<>();
    private final Map<String, JsonSlice> parameters = new LinkedHashMap<>();

    private ResponsesPromptReader(Map<String, JsonSlice> members, boolean goesOn) {
        this.members = members;
        this.goesOn = goesOn;
        members.values().removeIf(JsonSlice::isNull);
    }

    /** {@code goesOn} says that more was said before, so that outputs may come without their calls. */
    static Prompt read(byte[] body, boolean goesOn) {
        return JsonRequest.read(body, cursor -> {
            Map<String, JsonSlice> members = JsonMembers.of(cursor);
            return () -> new ResponsesPromptReader(members, goesOn).prompt();
        });
    }

    private Prompt prompt() {
        refuseWhatNeedsOpenAi();
        ResponsesToolReader tools = ResponsesToolReader.of(members.remove("tools"));
        extras.putAll(tools.leftOut());
        var choice = tools.choice(members.remove("tool_choice"));
        Optional<Boolean> parallel = flag("parallel_tool_calls");
        Optional<Reasoning> reasoning = reasoning(members.remove("reasoning"));
        Optional<AnswerForm> form = text(members.remove("text"));
        List<Message> messages = messages();
        Bounds bounds = new Bounds(maxTokens(), List.of());
        Sampling sampling = new Sampling(
                Optional.ofNullable(members.remove("temperature")), Optional.ofNullable(members.remove("top_p")));
        JsonSlice model = members.remove("model");
        others();
        return new Prompt(
                model == null || !model.isString() ? "" : model.text().decoded(),
                messages,
                tools.tools(),
                choice,
                tools.tools().isEmpty() ? Optional.empty() : parallel,
                bounds,
                sampling,
                reasoning,
                form,
                parameters,
                new Extras(Dialect.RESPONSES, extras));
    }

    private void refuseWhatNeedsOpenAi() {
        for (String name : List.of("prompt", "conversation", "previous_response_id")) {
            if (members.containsKey(name)) {
                throw Dropped.refused("What '" + name + "' names", ContentReader.OTHERS);
            }
        }
        if (flag("background").orElse(false)) {
            throw Dropped.refused("'background'", ContentReader.OTHERS);
        }
    }

    private List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        JsonSlice instructions = members.remove("instructions");
        if (instructions != null) {
            if (!instructions.isString()) {
                throw JsonRequest.wrong("instructions", "a text");
            }
            Extras none = Extras.none(Dialect.RESPONSES);
            messages.add(new Message(
                    Role.SYSTEM, List.of(new Part.Words(instructions.text(), none)), true, Optional.empty(), none));
        }
        JsonSlice input = members.remove("input");
        if (input == null) {
            throw JsonRequest.missing("input");
        }
        messages.addAll(ItemReader.messages(input, extras, goesOn));
        return messages;
    }

    private OptionalLong maxTokens() {
        JsonSlice value = members.remove("max_output_tokens");
        if (value == null) {
            return OptionalLong.empty();
        }
        long tokens = value.whole().orElse(0);
        if (tokens < 1) {
            throw JsonRequest.wrong("max_output_tokens", "a whole number of at least 1");
        }
        return OptionalLong.of(tokens);
    }

    private Optional<Boolean> flag(String name) {
        JsonSlice value = members.remove(name);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (value.toString()) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw JsonRequest.wrong(name, "true or false");
                });
    }

    private Optional<Reasoning> reasoning(@Nullable JsonSlice wish) {
        Map<String, JsonSlice> inner = object(wish, "reasoning");
        JsonSlice effort = inner.get("effort");
        Optional<Effort> known =
                effort != null && effort.isString() ? Effort.of(effort.text().decoded()) : Optional.empty();
        if (known.isPresent()) {
            inner.remove("effort");
        }
        inner.forEach((name, value) -> extras.put("reasoning." + name, value));
        return known.map(Reasoning.ByEffort::new);
    }

    private Optional<AnswerForm> text(@Nullable JsonSlice text) {
        Map<String, JsonSlice> inner = object(text, "text");
        JsonSlice format = inner.remove("format");
        JsonSlice verbosity = inner.remove("verbosity");
        if (verbosity != null) {
            parameters.put("verbosity", verbosity);
        }
        inner.forEach((name, value) -> extras.put("text." + name, value));
        return format == null ? Optional.empty() : form(format);
    }

    private static Optional<AnswerForm> form(JsonSlice format) {
        Map<String, JsonSlice> members = object(format, "text.format");
        JsonSlice type = members.remove("type");
        return switch (type != null && type.isString() ? type.text().decoded() : "") {
            case "text" -> Optional.empty();
            case "json_object" -> Optional.of(new AnswerForm.JsonObject());
            case "json_schema" -> Optional.of(new AnswerForm.FittingSchema(definition(members)));
            default -> throw JsonRequest.wrong("text.format.type", "text, json_object or json_schema");
        };
    }

    private static JsonSlice definition(Map<String, JsonSlice> members) {
        JsonSlice schema = members.get("schema");
        if (schema == null || !schema.isObject()) {
            throw JsonRequest.missing("text.format.schema");
        }
        JsonWriter json = new JsonWriter();
        json.beginObject();
        members.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        byte[] bytes = json.endObject().written().toByteArray();
        return new JsonSlice(bytes, 0, bytes.length);
    }

    private static Map<String, JsonSlice> object(@Nullable JsonSlice value, String name) {
        if (value == null) {
            return new LinkedHashMap<>();
        }
        if (!value.isObject()) {
            throw JsonRequest.wrong(name, "an object");
        }
        Map<String, JsonSlice> members = JsonMembers.of(value);
        members.values().removeIf(JsonSlice::isNull);
        return members;
    }

    /** Whether the answer is kept and how it comes is between caller and gateway. */
    private void others() {
        members.remove("store");
        members.remove("stream");
        dropDefault("truncation", "\"disabled\"");
        dropDefault("service_tier", "\"auto\"");
        members.forEach((name, value) -> (HINTS.contains(name) ? extras : parameters).put(name, value));
    }

    private void dropDefault(String name, String standard) {
        JsonSlice value = members.get(name);
        if (value != null && value.toString().equals(standard)) {
            members.remove(name);
        }
    }
}
