package poegateway.dialect.chat.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
import poegateway.conversation.Tool;
import poegateway.conversation.ToolChoice;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads the prompt of a chat completions request. */
final class ChatPromptReader {
    private final JsonCursor cursor;
    private final Map<String, JsonSlice> extras = new LinkedHashMap<>();
    private final Map<String, JsonSlice> parameters = new LinkedHashMap<>();
    private List<Message> messages = List.of();
    private List<Tool> tools = List.of();
    private String model = "";
    private @Nullable ToolChoice toolChoice;
    private @Nullable Boolean parallelCalls;
    private OptionalLong maxTokens = OptionalLong.empty();
    private List<JsonText> stop = List.of();
    private @Nullable JsonSlice temperature;
    private @Nullable JsonSlice topP;
    private @Nullable Reasoning reasoning;
    private @Nullable AnswerForm form;

    private ChatPromptReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    static Prompt read(byte[] body) {
        return JsonRequest.read(body, cursor -> {
            ChatPromptReader reader = new ChatPromptReader(cursor);
            reader.members();
            return reader::prompt;
        });
    }

    private Prompt prompt() {
        return new Prompt(
                model,
                messages,
                tools,
                Optional.ofNullable(toolChoice),
                Optional.ofNullable(parallelCalls),
                new Bounds(maxTokens, stop),
                new Sampling(Optional.ofNullable(temperature), Optional.ofNullable(topP)),
                Optional.ofNullable(reasoning),
                Optional.ofNullable(form),
                parameters,
                new Extras(Dialect.CHAT, extras));
    }

    /** The members of the object at hand; the cursor is left on its closing brace. */
    private void members() throws JsonFault {
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            if (cursor.need() == JsonToken.VALUE_NULL) {
                continue;
            }
            member(name);
        }
    }

    private void member(String name) throws JsonFault {
        switch (name) {
            case "extra_body" -> nested();
            case "messages" -> messages = new ChatMessageReader(cursor).messages();
            case "tools" -> tools = ChatToolReader.tools(cursor);
            case "model" -> model = cursor.text();
            case "max_tokens", "max_completion_tokens" -> limit(name);
            case "stop" -> stop = texts(name);
            case "temperature" -> temperature = cursor.slice();
            case "top_p" -> topP = cursor.slice();
            case "tool_choice" -> toolChoice = ChatToolReader.choice(cursor);
            case "parallel_tool_calls" -> parallelCalls = flag(name);
            case "reasoning_effort" -> effort();
            case "response_format" -> form();
            case "functions" -> tools = ChatToolReader.functions(cursor);
            case "function_call" -> toolChoice = ChatToolReader.olderChoice(cursor);
            case "stream_options" -> streamOptions();
            case "stream", "n" -> cursor.skip();
            default -> other(name);
        }
    }

    /** Whether the stream tells what was counted is the gateway's own affair; the rest is for models of this dialect. */
    private void streamOptions() throws JsonFault {
        JsonSlice options = cursor.slice();
        if (options.isObject()) {
            JsonMembers.of(options).forEach((name, value) -> {
                if (!name.equals("include_usage") && !value.isNull()) {
                    extras.put(ChatMembers.STREAM_OPTIONS + name, value);
                }
            });
        }
    }

    private void nested() throws JsonFault {
        if (cursor.current() == JsonToken.START_OBJECT) {
            members();
        } else {
            cursor.skip();
        }
    }

    /** The newer name wins; which one it was is kept by name, so that it can be written back. */
    private void limit(String name) throws JsonFault {
        JsonSlice value = cursor.slice();
        boolean isNewer = name.equals("max_completion_tokens");
        long tokens = value.whole().orElse(0);
        if (tokens <= 0) {
            return; // it says nothing
        }
        if (isNewer || maxTokens.isEmpty()) {
            maxTokens = OptionalLong.of(tokens);
        }
        extras.put(name, value);
    }

    private List<JsonText> texts(String name) throws JsonFault {
        if (cursor.current() == JsonToken.VALUE_STRING) {
            return List.of(cursor.rawText());
        }
        List<JsonText> texts = new ArrayList<>();
        if (cursor.current() != JsonToken.START_ARRAY) {
            throw JsonRequest.wrong(name, "a string or a list of strings");
        }
        extras.put(name, JsonSlice.of("[]"));
        while (cursor.need() != JsonToken.END_ARRAY) {
            if (cursor.current() != JsonToken.VALUE_STRING) {
                throw JsonRequest.wrong(name, "a string or a list of strings");
            }
            texts.add(cursor.rawText());
        }
        return texts;
    }

    private Boolean flag(String name) {
        return switch (cursor.current()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw JsonRequest.wrong(name, "true or false");
        };
    }

    /** A word that nobody knows goes on as it is, to models of this dialect. */
    private void effort() throws JsonFault {
        Optional<Effort> known =
                cursor.current() == JsonToken.VALUE_STRING ? Effort.of(cursor.text()) : Optional.empty();
        if (known.isPresent()) {
            reasoning = new Reasoning.ByEffort(known.get());
        } else {
            extras.put("reasoning_effort", cursor.slice());
        }
    }

    private void form() throws JsonFault {
        JsonSlice whole = cursor.slice();
        if (!whole.isObject()) {
            throw JsonRequest.wrong("response_format", "an object");
        }
        Map<String, JsonSlice> members = JsonMembers.of(whole);
        JsonSlice type = members.getOrDefault("type", JsonSlice.NULL);
        JsonSlice schema = members.get("json_schema");
        if (type.isString() && type.text().is("json_object")) {
            form = new AnswerForm.JsonObject();
        } else if (type.isString() && type.text().is("json_schema") && schema != null && schema.isObject()) {
            form = new AnswerForm.FittingSchema(schema);
        } else if (!(type.isString() && type.text().is("text"))) { // text is what every answer is
            form = new AnswerForm.Foreign(Dialect.CHAT, whole);
        }
    }

    private void other(String name) throws JsonFault {
        JsonSlice value = cursor.slice();
        if (!ChatMembers.HINTS.contains(name)) {
            parameters.put(name, value);
        } else if (!saysNothing(name, value)) {
            extras.put(name, value);
        }
    }

    private static boolean saysNothing(String name, JsonSlice value) {
        return ChatMembers.SILENT_WHEN_ZERO.contains(name) && value.toString().matches("0(\\.0+)?|\\{\\s*}");
    }
}
