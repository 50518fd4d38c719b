package poegateway.dialect.chat.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.conversation.AnswerForm;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReasoningOption;
import poegateway.conversation.ReasoningWish;
import poegateway.conversation.Tool;
import poegateway.conversation.ToolChoice;
import poegateway.dialect.Target;
import poegateway.dialect.WrittenRequest;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * Writes a prompt as a chat completions request. What comes first is what stays the same from turn to turn, tools before
 * messages, so that prompt caches find a common beginning.
 */
final class ChatPromptWriter {
    /** What a model is taken to have of which nothing is known. */
    private static final List<ReasoningOption> EFFORT =
            List.of(new ReasoningOption.Word(ReasoningOption.EFFORT, List.of()));

    private static final Set<String> LIMITS = Set.of("max_tokens", "max_completion_tokens");

    private final JsonWriter json = new JsonWriter();
    private final Prompt prompt;
    private final Target target;
    private final Dropped dropped = new Dropped();
    private final Map<String, JsonSlice> extras;
    private final boolean own;
    private final Optional<ReasoningWish> wish;

    private ChatPromptWriter(Prompt prompt, Target target) {
        this.prompt = prompt;
        this.target = target;
        this.extras = ChatMembers.of(prompt.extras());
        this.own = prompt.extras().origin() == Dialect.CHAT;
        this.wish = ReasoningWish.of(prompt, this::goesOn);
    }

    static WrittenRequest write(Prompt prompt, Target target) {
        return new ChatPromptWriter(prompt, target).written();
    }

    private WrittenRequest written() {
        json.beginObject().name("model").value(target.model());
        tools();
        new ChatMessageWriter(json, dropped).messages(prompt.messages());
        choice();
        bounds();
        settings();
        if (target.stream()) {
            json.name("stream").value(true);
            json.name("stream_options").beginObject().name("include_usage").value(true);
            Nested.inside(ChatMembers.STREAM_OPTIONS, extras, json);
            json.endObject();
        }
        others();
        json.endObject();
        return new WrittenRequest(json.written(), dropped.names(), Bounds.NONE);
    }

    private void tools() {
        List<Tool> known = new ArrayList<>();
        for (Tool tool : prompt.tools()) {
            if (tool instanceof Tool.Foreign foreign && foreign.origin() != Dialect.CHAT) {
                throw Dropped.refused(
                        "a tool " + Dropped.kind(foreign.json()) + " (tools)", "the chat completions of this model");
            }
            known.add(tool);
        }
        if (known.isEmpty()) {
            return;
        }
        json.name("tools").beginArray();
        known.forEach(this::tool);
        json.endArray();
    }

    private void tool(Tool tool) {
        switch (tool) {
            case Tool.Foreign foreign -> json.value(foreign.json());
            case Tool.Function function -> {
                json.beginObject().name("type").word("function");
                json.name("function").beginObject().name("name").value(function.name());
                function.description()
                        .ifPresent(text -> json.name("description").value(text));
                function.parameters()
                        .ifPresent(schema -> json.name("parameters").value(schema));
                Map<String, JsonSlice> more = dropped.kept(function.extras(), Dialect.CHAT, "tools");
                Nested.inside("function.", more, json);
                json.endObject();
                Nested.beside("function.", more, json);
                json.endObject();
            }
        }
    }

    private void choice() {
        prompt.toolChoice().ifPresent(choice -> {
            json.name("tool_choice");
            switch (choice) {
                case ToolChoice.Auto auto -> json.word("auto");
                case ToolChoice.None none -> json.word("none");
                case ToolChoice.Required required -> json.word("required");
                case ToolChoice.Named named -> {
                    json.beginObject().name("type").word("function");
                    json.name("function")
                            .beginObject()
                            .name("name")
                            .value(named.name())
                            .endObject();
                    json.endObject();
                }
                case ToolChoice.Foreign foreign -> {
                    if (foreign.origin() != Dialect.CHAT) {
                        throw Dropped.refused("this kind of tool_choice", "the chat completions of this model");
                    }
                    json.value(foreign.json());
                }
            }
        });
        prompt.parallelCalls()
                .ifPresent(parallel -> json.name("parallel_tool_calls").value(parallel));
    }

    private void bounds() {
        boolean written = false;
        for (String name : LIMITS) {
            JsonSlice value = extras.get(name);
            if (value != null) {
                json.name(name).value(value);
                written = true;
            }
        }
        if (!written && prompt.bounds().maxTokens().isPresent()) {
            json.name("max_tokens").value(prompt.bounds().maxTokens().getAsLong());
        }
        List<JsonText> stop = prompt.bounds().stop();
        if (stop.size() == 1 && !extras.containsKey("stop")) {
            json.name("stop").value(stop.getFirst());
        } else if (!stop.isEmpty() || extras.containsKey("stop")) {
            json.name("stop").beginArray();
            stop.forEach(json::value);
            json.endArray();
        }
    }

    private void settings() {
        prompt.sampling()
                .temperature()
                .ifPresent(number -> json.name("temperature").value(number));
        prompt.sampling().topP().ifPresent(number -> json.name("top_p").value(number));
        wish.ifPresent(this::reasoning);
        prompt.form().ifPresent(this::form);
    }

    private boolean goesOn(String option) {
        return own || target.takes(option);
    }

    /** Among chat completions options of models stand at the top level, so this may be said by any of them. */
    private void reasoning(ReasoningWish wish) {
        wish.saidBy(own ? EFFORT : target.reasoning().orElse(EFFORT))
                .ifPresentOrElse(this::reasoning, () -> dropped.add(wish.name()));
    }

    private void reasoning(ReasoningWish.Said said) {
        if (!prompt.parameters().containsKey(said.option().name())) { // else the caller has said it
            json.name(JsonText.of(said.option().name())).value(said.value());
        }
    }

    private void form(AnswerForm form) {
        json.name("response_format");
        switch (form) {
            case AnswerForm.JsonObject object ->
                json.beginObject().name("type").word("json_object").endObject();
            case AnswerForm.FittingSchema schema ->
                json.beginObject()
                        .name("type")
                        .word("json_schema")
                        .name("json_schema")
                        .value(schema.definition())
                        .endObject();
            case AnswerForm.Foreign foreign -> {
                if (foreign.origin() == Dialect.CHAT) {
                    json.value(foreign.json());
                    return;
                }
                throw Dropped.refused(
                        "this form of the answer (response_format)", "the chat completions of this model");
            }
        }
    }

    /** Options of the model's own, and what only this dialect knows. */
    private void others() {
        Set<String> done = new LinkedHashSet<>(LIMITS);
        done.add("stop");
        prompt.parameters().forEach((name, value) -> {
            if (done.add(name) && goesOn(name)) {
                json.name(JsonText.of(name)).value(value);
            } else if (wish.filter(said -> said.isOption(name)).isEmpty()) {
                dropped.add(name);
            }
        });
        Set<String> told = new HashSet<>(extras.keySet());
        told.addAll(ReasoningWish.spelling(prompt));
        dropped.kept(prompt.extras(), Dialect.CHAT, "", told);
        extras.forEach((name, value) -> {
            if (name.startsWith(ChatMembers.STREAM_OPTIONS)) {
                streamOption(name);
            } else if (done.add(name)) {
                json.name(JsonText.of(name)).value(value);
            }
        });
    }

    /** Only a stream has options. */
    private void streamOption(String name) {
        if (!target.stream()) {
            dropped.add(name);
        }
    }
}
