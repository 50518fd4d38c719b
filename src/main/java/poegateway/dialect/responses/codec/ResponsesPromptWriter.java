package poegateway.dialect.responses.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * Writes a prompt as a request for a response. What comes first is what stays the same from turn to turn, tools before items, so that
 * prompt caches find a common beginning. There are no words at which to stop: the gateway keeps them.
 */
final class ResponsesPromptWriter {
    private static final long MAX_TOKENS_LEAST = 16;
    private static final JsonSlice NO_PARAMETERS = JsonSlice.of("{\"type\":\"object\",\"properties\":{}}");
    private static final JsonSlice NOT_STRICT = JsonSlice.of("false");
    private static final String ENCRYPTED = "reasoning.encrypted_content";

    /** What a model is taken to have of which nothing is known. */
    private static final List<ReasoningOption> EFFORT =
            List.of(new ReasoningOption.Word(ReasoningOption.EFFORT, List.of()));

    /** Members of chat completions that have the same name and meaning here. */
    private static final Set<String> AS_IN_CHAT = Set.of(
            "metadata",
            "prompt_cache_key",
            "prompt_cache_retention",
            "safety_identifier",
            "service_tier",
            "top_logprobs",
            "user");

    /** Members by which chat completions tell what is written in another way. */
    private static final Set<String> TOLD = Set.of("max_tokens", "max_completion_tokens", "stop", "verbosity");

    private final JsonWriter json = new JsonWriter();
    private final Prompt prompt;
    private final Target target;
    private final Dropped dropped = new Dropped();
    private final boolean own;
    private final Optional<ReasoningWish> wish;
    private final Optional<ReasoningWish.Said> said;

    ResponsesPromptWriter(Prompt prompt, Target target) {
        this.prompt = prompt;
        this.target = target;
        this.own = prompt.extras().origin() == Dialect.RESPONSES;
        this.wish = ReasoningWish.of(prompt, this::goesOn);
        this.said = wish.flatMap(
                asked -> asked.saidBy(own ? EFFORT : target.reasoning().orElse(EFFORT)));
    }

    WrittenRequest written() {
        json.beginObject().name("model").value(target.model());
        tools();
        new ItemWriter(json, dropped).items(prompt.messages());
        choice();
        OptionalLong kept = maxTokens();
        settings();
        json.name("store").value(false);
        if (target.stream()) {
            json.name("stream").value(true);
        }
        others();
        json.endObject();
        Bounds bounds = new Bounds(kept, prompt.bounds().stop());
        return new WrittenRequest(json.written(), dropped.names(), bounds);
    }

    private void tools() {
        if (prompt.tools().isEmpty()) {
            return;
        }
        json.name("tools").beginArray();
        prompt.tools().forEach(this::tool);
        json.endArray();
    }

    private void tool(Tool tool) {
        switch (tool) {
            case Tool.Foreign foreign -> {
                if (foreign.origin() != Dialect.RESPONSES) {
                    throw Dropped.refused("a tool " + Dropped.kind(foreign.json()) + " (tools)", ItemWriter.NAME);
                }
                json.value(foreign.json());
            }
            case Tool.Function function -> {
                json.beginObject().name("type").word("function");
                json.name("name").value(function.name());
                function.description()
                        .ifPresent(text -> json.name("description").value(text));
                json.name("parameters");
                json.value(function.parameters().orElse(NO_PARAMETERS));
                strict(function);
                json.endObject();
            }
        }
    }

    /** Where nothing is said, OpenAI's responses would be strict, and refuse most schemas. */
    private void strict(Tool.Function function) {
        boolean isChat = function.extras().origin() == Dialect.CHAT;
        boolean inside = isChat || function.extras().origin() == Dialect.BOT;
        json.name("strict")
                .value(function.extras()
                        .find(inside ? "function.strict" : "strict")
                        .orElse(NOT_STRICT));
        dropped.kept(function.extras(), Dialect.RESPONSES, "tools", Set.of("function.strict", "strict"))
                .forEach((name, value) -> {
                    if (!name.equals("strict")) {
                        json.name(JsonText.of(name)).value(value);
                    }
                });
    }

    private void choice() {
        prompt.toolChoice().ifPresent(choice -> {
            json.name("tool_choice");
            switch (choice) {
                case ToolChoice.Auto auto -> json.word("auto");
                case ToolChoice.None none -> json.word("none");
                case ToolChoice.Required required -> json.word("required");
                case ToolChoice.Named named ->
                    json.beginObject()
                            .name("type")
                            .word("function")
                            .name("name")
                            .value(named.name())
                            .endObject();
                case ToolChoice.Foreign foreign -> {
                    if (foreign.origin() != Dialect.RESPONSES) {
                        throw Dropped.refused("this kind of tool_choice", ItemWriter.NAME);
                    }
                    json.value(foreign.json());
                }
            }
        });
        prompt.parallelCalls()
                .ifPresent(parallel -> json.name("parallel_tool_calls").value(parallel));
    }

    /** A bound below the least that may be said is kept by the gateway. */
    private OptionalLong maxTokens() {
        OptionalLong most = prompt.bounds().maxTokens();
        if (most.isEmpty()) {
            return most;
        }
        json.name("max_output_tokens").value(Math.max(MAX_TOKENS_LEAST, most.getAsLong()));
        return most.getAsLong() < MAX_TOKENS_LEAST ? most : OptionalLong.empty();
    }

    private void settings() {
        prompt.sampling()
                .temperature()
                .ifPresent(number -> json.name("temperature").value(number));
        prompt.sampling().topP().ifPresent(number -> json.name("top_p").value(number));
        reasoning();
        text();
    }

    private void reasoning() {
        Map<String, JsonSlice> inner = new LinkedHashMap<>();
        said.filter(ResponsesPromptWriter::isEffort).ifPresent(effort -> inner.put("effort", effort.value()));
        inner.putAll(inside("reasoning."));
        if (inner.isEmpty()) {
            return;
        }
        json.name("reasoning").beginObject();
        inner.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        json.endObject();
    }

    private static boolean isEffort(ReasoningWish.Said wish) {
        return wish.option().name().equals(ReasoningOption.EFFORT);
    }

    private boolean goesOn(String option) {
        return own || (target.takes(option) && !option.equals(ReasoningOption.EFFORT));
    }

    private void text() {
        JsonSlice verbosity = verbosity();
        Map<String, JsonSlice> own = inside("text.");
        if (prompt.form().isEmpty() && verbosity.isNull() && own.isEmpty()) {
            return;
        }
        json.name("text").beginObject();
        prompt.form().ifPresent(form -> {
            json.name("format").beginObject();
            form(form);
            json.endObject();
        });
        if (!verbosity.isNull()) {
            json.name("verbosity").value(verbosity);
        }
        own.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        json.endObject();
    }

    private JsonSlice verbosity() {
        JsonSlice own = prompt.parameters().get("verbosity");
        if (own != null) {
            return own;
        }
        return prompt.extras().origin() == Dialect.CHAT
                ? prompt.extras().find("verbosity").orElse(JsonSlice.NULL)
                : JsonSlice.NULL;
    }

    private void form(AnswerForm form) {
        switch (form) {
            case AnswerForm.JsonObject object -> json.name("type").word("json_object");
            case AnswerForm.FittingSchema schema -> {
                json.name("type").word("json_schema");
                JsonMembers.of(schema.definition())
                        .forEach((name, value) -> json.name(JsonText.of(name)).value(value));
            }
            case AnswerForm.Foreign foreign ->
                throw Dropped.refused("this form of the answer (response_format)", ItemWriter.NAME);
        }
    }

    /** Members of this dialect that stood inside an object, by their names there. */
    private Map<String, JsonSlice> inside(String prefix) {
        Map<String, JsonSlice> found = new LinkedHashMap<>();
        prompt.extras().membersFor(Dialect.RESPONSES).forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** Options of the model's own, what only this dialect knows, and what chat completions call the same. */
    private void others() {
        prompt.parameters().forEach((name, value) -> {
            if (name.equals("verbosity")) {
                return;
            }
            if (goesOn(name)) {
                json.name(JsonText.of(name)).value(value);
            } else if (wish.filter(asked -> asked.isOption(name)).isEmpty()) {
                dropped.add(name);
            }
        });
        otherReasoning();
        boolean isChat = prompt.extras().origin() == Dialect.CHAT;
        Set<String> told = union(TOLD, isChat ? AS_IN_CHAT : ReasoningWish.spelling(prompt));
        Map<String, JsonSlice> members = dropped.kept(prompt.extras(), Dialect.RESPONSES, "", told);
        members.forEach((name, value) -> {
            if (!name.contains(".")) {
                json.name(JsonText.of(name)).value(value);
            } else if (name.startsWith("tools.") || name.startsWith("input.")) {
                dropped.add(name);
            }
        });
        if (isChat) {
            prompt.extras().members().forEach((name, value) -> {
                if (AS_IN_CHAT.contains(name)) {
                    json.name(JsonText.of(name)).value(value);
                }
            });
        }
        if (!members.containsKey("include") && thinks()) {
            json.name("include").beginArray().value(ENCRYPTED).endArray();
        }
    }

    /** How much is to be thought, where it has another name than OpenAI's, or none. */
    private void otherReasoning() {
        said.filter(option -> !isEffort(option))
                .map(option -> option.option().name())
                .filter(name -> !prompt.parameters().containsKey(name))
                .ifPresent(name ->
                        json.name(JsonText.of(name)).value(said.orElseThrow().value()));
        if (said.isEmpty()) {
            wish.ifPresent(lost -> dropped.add(lost.name()));
        }
    }

    /** Only models that think take it when they are asked for what they encrypt. */
    private boolean thinks() {
        return said.isPresent()
                && wish.filter(asked -> !asked.reasoning().isNone()).isPresent();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.of(one, other).flatMap(Set::stream).collect(Collectors.toSet());
    }
}
