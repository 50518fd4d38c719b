package poegateway.simulator.chat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.models.ToolModels;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Calls of tools whose chunks are not quite OpenAI's. */
final class ToolCallModels {
    /** The beginning of a later delta of a call: an index, then no id. */
    private static final Pattern LATER = Pattern.compile("(\"tool_calls\":\\[\\{\"index\":\\d+,)(\"function\":\\{)");

    private ToolCallModels() {}

    static List<MagicModel> models() {
        return List.of(
                bent(
                        "tool-no-index",
                        "deltas of calls without `index`",
                        chunk -> chunk.replaceFirst("(\"tool_calls\":\\[\\{)\"index\":\\d+,", "$1")),
                new MagicModel(
                        "tool-repeated-id",
                        "id, type and name in every delta of a call; whole: one call",
                        ToolCallModels::repeated),
                bent("tool-null-id", "`id: null`, `name: null` in later deltas of a call", ToolCallModels::nulls),
                finishing("tool-finish-stop", "calls, but the finish reason is `stop`", "stop"),
                finishing(
                        "tool-finish-function-call",
                        "calls, and the finish reason is `function_call`",
                        "function_call"),
                new MagicModel(
                        "tool-unfinished",
                        "a stream that ends in the arguments of a call: no finish reason, no `[DONE]`",
                        ToolCallModels::unfinished));
    }

    private static MagicModel bent(String name, String meaning, UnaryOperator<String> change) {
        return new MagicModel(name, meaning + "; whole: one call", context -> {
            ModelContext calling = ToolModels.calling(context);
            return context.question().stream()
                    ? context.stream(ChunkModels.changed(calling.events(), change))
                    : calling.ordinary();
        });
    }

    private static MagicModel finishing(String name, String meaning, String reason) {
        UnaryOperator<String> change =
                json -> json.replace("\"finish_reason\":\"tool_calls\"", "\"finish_reason\":\"" + reason + "\"");
        return new MagicModel(name, meaning, context -> {
            ModelContext calling = ToolModels.calling(context);
            return context.question().stream()
                    ? context.stream(ChunkModels.changed(calling.events(), change))
                    : Scripts.json(200, change.apply(WholeForm.of(calling.draft())));
        });
    }

    private static Script repeated(ModelContext context) {
        ModelContext calling = ToolModels.calling(context);
        if (!context.question().stream()) {
            return calling.ordinary();
        }
        ReplyDraft draft = calling.draft();
        List<StreamEvent> events = context.events(draft);
        List<Turn.Call> calls = draft.turn().calls();
        for (int i = 0; i < calls.size(); i++) {
            String start = "\"tool_calls\":[{\"index\":" + i + ",";
            String named = start + "\"id\":" + JsonWords.quote(calls.get(i).id())
                    + ",\"type\":\"function\",\"function\":{\"name\":"
                    + JsonWords.quote(calls.get(i).name()) + ",";
            events = ChunkModels.changed(events, chunk -> chunk.replace(start + "\"function\":{", named));
        }
        return context.stream(events);
    }

    private static String nulls(String chunk) {
        return LATER.matcher(chunk).replaceFirst("$1\"id\":null,\"type\":null,$2\"name\":null,");
    }

    private static Script unfinished(ModelContext context) {
        ModelContext calling = ToolModels.calling(context);
        if (!context.question().stream() || !calling.question().mayCall()) {
            return calling.ordinary();
        }
        List<StreamEvent> events = calling.events();
        int finish = 0;
        while (!StreamEndModels.isFinish(events.get(finish))) {
            finish++;
        }
        return context.stream(events.subList(0, finish - 1));
    }
}
