package poegateway.dialect.bot.codec;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReasoningWish;
import poegateway.conversation.ToolChoice;
import poegateway.dialect.Target;
import poegateway.dialect.WrittenRequest;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * Writes a prompt as a query, with the members that say something and those that must be there. The conversation comes before
 * all that changes from turn to turn. There is no limit of tokens: the gateway keeps it.
 */
final class QueryWriter {
    /** How the protocol is called where something cannot be said in it. */
    static final String NAME = "Poe's bot protocol";

    private static final String VERSION = "1.2";

    /** Members by which chat completions tell how a bound was spelled. */
    private static final Set<String> BOUNDS = Set.of("max_tokens", "max_completion_tokens", "stop");

    /** A member that chat completions have as well. */
    private static final String LOGIT_BIAS = "logit_bias";

    private final JsonWriter json = new JsonWriter();
    private final Dropped dropped = new Dropped();
    private final Prompt prompt;
    private final Target target;

    QueryWriter(Prompt prompt, Target target) {
        this.prompt = prompt;
        this.target = target;
    }

    WrittenRequest written() {
        refuseInexpressible();
        Map<String, JsonSlice> extras = extras();
        Map<String, JsonSlice> parameters = new ModelParameters(prompt, target, dropped).members();
        QuerySteps steps = QuerySteps.of(prompt.messages(), dropped);
        json.beginObject().name("version").word(VERSION).name("type").word("query");
        tools();
        new QueryMessageWriter(json, dropped).write(steps, parameters);
        sampling();
        ids(extras);
        json.endObject();
        return new WrittenRequest(
                json.written(), dropped.names(), new Bounds(prompt.bounds().maxTokens(), List.of()));
    }

    private Map<String, JsonSlice> extras() {
        Set<String> told = new HashSet<>(BOUNDS);
        told.add(LOGIT_BIAS);
        told.addAll(ReasoningWish.spelling(prompt));
        Map<String, JsonSlice> extras = new LinkedHashMap<>(dropped.kept(prompt.extras(), Dialect.BOT, "", told));
        prompt.extras().find(LOGIT_BIAS).ifPresent(bias -> extras.put(LOGIT_BIAS, bias));
        return extras;
    }

    private void refuseInexpressible() {
        prompt.form().ifPresent(form -> {
            throw Dropped.refused("a form of the answer (response_format)", NAME);
        });
        if (prompt.tools().isEmpty()) {
            dropWhatIsSaidOfTools();
            return;
        }
        prompt.toolChoice().ifPresent(QueryWriter::refuseChoice);
        if (!prompt.parallelCalls().orElse(true)) {
            throw Dropped.refused("parallel_tool_calls false", NAME);
        }
    }

    /** Without tools it asks for nothing that could be done. */
    private void dropWhatIsSaidOfTools() {
        prompt.toolChoice()
                .filter(choice -> !(choice instanceof ToolChoice.Auto || choice instanceof ToolChoice.None))
                .ifPresent(choice -> dropped.add("tool_choice"));
        prompt.parallelCalls().filter(parallel -> !parallel).ifPresent(no -> dropped.add("parallel_tool_calls"));
    }

    private static void refuseChoice(ToolChoice choice) {
        switch (choice) {
            case ToolChoice.Auto auto -> {}
            case ToolChoice.None none -> {}
            case ToolChoice.Required required -> throw Dropped.refused("tool_choice \"required\"", NAME);
            case ToolChoice.Named named -> throw Dropped.refused("a tool_choice that names a tool", NAME);
            case ToolChoice.Foreign foreign -> throw Dropped.refused("this kind of tool_choice", NAME);
        }
    }

    /** Tools that must not be called are not shown. */
    private void tools() {
        boolean mayCall =
                prompt.toolChoice().filter(ToolChoice.None.class::isInstance).isEmpty();
        if (mayCall && !prompt.tools().isEmpty()) {
            new QueryToolWriter(json, dropped).tools(prompt.tools());
        }
    }

    private void sampling() {
        prompt.sampling()
                .temperature()
                .ifPresent(number -> json.name("temperature").value(number));
        prompt.sampling().topP().ifPresent(number -> dropped.add("top_p"));
        List<JsonText> stop = prompt.bounds().stop();
        if (!stop.isEmpty()) {
            json.name("stop_sequences").beginArray();
            stop.forEach(json::value);
            json.endArray();
        }
    }

    private void ids(Map<String, JsonSlice> extras) {
        for (String id : List.of("user_id", "conversation_id", "message_id")) {
            JsonSlice value = extras.get(id);
            json.name(id);
            if (value == null) {
                json.word("");
            } else {
                json.value(value);
            }
        }
        extras.forEach((name, value) -> {
            if (!QueryMembers.IDS.contains(name)) {
                json.name(JsonText.of(name)).value(value);
            }
        });
    }
}
