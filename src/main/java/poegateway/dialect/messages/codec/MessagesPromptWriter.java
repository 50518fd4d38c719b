package poegateway.dialect.messages.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import poegateway.conversation.AnswerForm;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
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
 * Writes a prompt as a request for a message. What comes first is what stays the same from turn to turn, tools before messages, so
 * that prompt caches find a common beginning.
 */
final class MessagesPromptWriter {
    /** How the dialect is called where something cannot be said in it. */
    static final String NAME = "the messages of this model";

    private static final long MAX_TOKENS_WHEN_UNTOLD = 8_192;
    private static final JsonSlice NO_PARAMETERS = JsonSlice.of("{\"type\":\"object\",\"properties\":{}}");
    private static final JsonSlice ONE = JsonSlice.of("1");
    private static final String USER = "user";

    /** Members by which other dialects tell what is written in another way. */
    private static final Set<String> TOLD = Set.of("max_tokens", "max_completion_tokens", "stop");

    private static final Set<String> MARKS = Set.of(CacheMarks.NAME, CacheMarks.INSIDE);

    private final JsonWriter json = new JsonWriter();
    private final Prompt prompt;
    private final Target target;
    private final Dropped dropped = new Dropped();
    private final CacheMarks marks;
    private final boolean own;
    private final long maxTokens;

    MessagesPromptWriter(Prompt prompt, Target target) {
        this.prompt = prompt;
        this.target = target;
        this.own = prompt.extras().origin() == Dialect.MESSAGES;
        this.marks = CacheMarks.of(prompt);
        OptionalLong wanted = prompt.bounds().maxTokens();
        this.maxTokens = wanted.isPresent()
                ? wanted.getAsLong()
                : target.outputTokensMax().orElse(MAX_TOKENS_WHEN_UNTOLD);
    }

    WrittenRequest written() {
        json.beginObject().name("model").value(target.model());
        tools();
        new TurnWriter(json, dropped, marks, own).write(prompt);
        choice();
        json.name("max_tokens").value(maxTokens);
        List<JsonText> kept = stop();
        ThinkingWish wish = ThinkingWish.of(prompt, target, maxTokens, dropped);
        wish.write(json);
        sampling(wish);
        outputConfig(wish);
        if (target.stream()) {
            json.name("stream").value(true);
        }
        others();
        json.endObject();
        return new WrittenRequest(json.written(), dropped.names(), new Bounds(OptionalLong.empty(), kept));
    }

    private void tools() {
        Map<String, JsonSlice> hosted = inside(MessagesToolReader.HOSTED);
        if (prompt.tools().isEmpty() && hosted.isEmpty()) {
            return;
        }
        json.name("tools").beginArray();
        hosted.values().forEach(json::value);
        List<Tool> tools = prompt.tools();
        for (int i = 0; i < tools.size(); i++) {
            tool(tools.get(i), i == tools.size() - 1);
        }
        json.endArray();
    }

    private void tool(Tool tool, boolean last) {
        switch (tool) {
            case Tool.Foreign foreign -> {
                if (foreign.origin() != Dialect.MESSAGES) {
                    throw Dropped.refused("a tool " + Dropped.kind(foreign.json()) + " (tools)", NAME);
                }
                json.value(foreign.json());
            }
            case Tool.Function function -> {
                json.beginObject().name("name").value(function.name());
                function.description()
                        .ifPresent(text -> json.name("description").value(text));
                json.name("input_schema");
                schema(function.parameters().orElse(NO_PARAMETERS));
                Map<String, JsonSlice> more = dropped.kept(function.extras(), Dialect.MESSAGES, "tools", MARKS);
                more.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
                marks.ofTool(function, last, json, dropped);
                json.endObject();
            }
        }
    }

    /** Anthropic insists on the type of an object. */
    private void schema(JsonSlice schema) {
        Map<String, JsonSlice> members = JsonMembers.of(schema);
        if (own || members.containsKey("type")) {
            json.value(schema);
            return;
        }
        json.beginObject().name("type").word("object");
        members.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        json.endObject();
    }

    private void choice() {
        boolean single = prompt.parallelCalls().filter(parallel -> !parallel).isPresent();
        boolean explicit = own && prompt.parallelCalls().isPresent();
        if (prompt.toolChoice().isEmpty() && (!single || prompt.tools().isEmpty())) {
            prompt.parallelCalls().ifPresent(parallel -> dropped.add("parallel_tool_calls"));
            return;
        }
        json.name("tool_choice").beginObject().name("type");
        switch (prompt.toolChoice().orElseGet(ToolChoice.Auto::new)) {
            case ToolChoice.Auto auto -> json.word("auto");
            case ToolChoice.None none -> json.word("none");
            case ToolChoice.Required required -> json.word("any");
            case ToolChoice.Named named -> json.word("tool").name("name").value(named.name());
            case ToolChoice.Foreign foreign -> throw Dropped.refused("this kind of tool_choice", NAME);
        }
        boolean calls =
                prompt.toolChoice().filter(ToolChoice.None.class::isInstance).isEmpty();
        if (calls && (single || explicit)) {
            json.name("disable_parallel_tool_use").value(single);
        }
        json.endObject();
    }

    /** Words of blanks alone are refused: the gateway keeps them. */
    private List<JsonText> stop() {
        List<JsonText> kept = new ArrayList<>();
        List<JsonText> told = new ArrayList<>();
        for (JsonText word : prompt.bounds().stop()) {
            (word.decoded().isBlank() ? kept : told).add(word);
        }
        if (!told.isEmpty()) {
            json.name("stop_sequences").beginArray();
            told.forEach(json::value);
            json.endArray();
        }
        return kept;
    }

    /** A model that thinks chooses freely; and newer ones take one of the two numbers. */
    private void sampling(ThinkingWish wish) {
        boolean thinks = wish.isOn() && !own;
        prompt.sampling().temperature().ifPresent(number -> {
            if (thinks) {
                dropped.add("temperature");
            } else {
                json.name("temperature").value(own ? number : atMostOne(number));
            }
        });
        boolean both = prompt.sampling().temperature().isPresent() && !own;
        prompt.sampling().topP().ifPresent(number -> {
            if (thinks || both) {
                dropped.add("top_p");
            } else {
                json.name("top_p").value(number);
            }
        });
    }

    /** Other dialects count to two. */
    private static JsonSlice atMostOne(JsonSlice number) {
        return number.toString().matches("-?\\d[\\d.eE+-]*") && Double.parseDouble(number.toString()) > 1
                ? ONE
                : number;
    }

    private void outputConfig(ThinkingWish wish) {
        Map<String, JsonSlice> more = new LinkedHashMap<>(inside(MessagesPromptReader.OUTPUT));
        if (wish.effort().isEmpty() && prompt.form().isEmpty() && more.isEmpty()) {
            return;
        }
        json.name("output_config").beginObject();
        wish.effort()
                .filter(word -> !more.containsKey("effort"))
                .ifPresent(word -> json.name("effort").word(word));
        prompt.form().ifPresent(form -> form(form, more));
        more.forEach((name, value) -> {
            if (!name.startsWith("format.")) {
                json.name(JsonText.of(name)).value(value);
            }
        });
        json.endObject();
    }

    private void form(AnswerForm form, Map<String, JsonSlice> more) {
        if (!(form instanceof AnswerForm.FittingSchema fitting)) {
            throw Dropped.refused("this form of the answer (response_format)", NAME);
        }
        json.name("format").beginObject().name("type").word("json_schema").name("schema");
        titled(JsonMembers.of(fitting.definition()));
        more.forEach((name, value) -> {
            if (name.startsWith("format.")) {
                json.name(JsonText.of(name.substring("format.".length()))).value(value);
            }
        });
        json.endObject();
    }

    /** The schema, which is always kept here; its name and its description have a place in it. */
    private void titled(Map<String, JsonSlice> definition) {
        JsonSlice schema = definition.getOrDefault("schema", NO_PARAMETERS);
        Map<String, JsonSlice> members = new LinkedHashMap<>(JsonMembers.of(schema));
        if (own) {
            json.value(schema);
            return;
        }
        Optional.ofNullable(definition.get("name")).ifPresent(name -> members.putIfAbsent("title", name));
        Optional.ofNullable(definition.get("description")).ifPresent(text -> members.putIfAbsent("description", text));
        switch (definition.getOrDefault("strict", JsonSlice.NULL).toString()) {
            case "true" -> members.putIfAbsent("additionalProperties", JsonSlice.of("false"));
            case "false" -> dropped.add("response_format.json_schema.strict");
            default -> {}
        }
        json.beginObject();
        members.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        json.endObject();
    }

    /** Options of the model's own are refused here, but for those that have another name. */
    private void others() {
        Optional<ReasoningWish> thinking = ReasoningWish.of(prompt, name -> false);
        prompt.parameters().forEach((name, value) -> {
            if (own) {
                json.name(JsonText.of(name)).value(value);
            } else if (thinking.filter(wish -> wish.isOption(name)).isEmpty()) {
                dropped.add(name);
            }
        });
        dropped.kept(prompt.extras(), Dialect.MESSAGES, "", told()).forEach((name, value) -> {
            if (!name.contains(".") && !name.equals("thinking")) {
                json.name(JsonText.of(name)).value(value);
            }
        });
        if (!own) {
            prompt.extras()
                    .find(USER)
                    .filter(JsonSlice::isString)
                    .ifPresent(user -> json.name("metadata")
                            .beginObject()
                            .name("user_id")
                            .value(user)
                            .endObject());
        }
    }

    private Set<String> told() {
        Set<String> told = new HashSet<>(TOLD);
        if (prompt.extras().find(USER).filter(JsonSlice::isString).isPresent()) {
            told.add(USER);
        }
        return told;
    }

    /** Members of this dialect that stood inside an object, by their names there. */
    private Map<String, JsonSlice> inside(String prefix) {
        Map<String, JsonSlice> found = new LinkedHashMap<>();
        prompt.extras().membersFor(Dialect.MESSAGES).forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
