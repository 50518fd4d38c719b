package poegateway.simulator.models;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import poegateway.simulator.answer.Question;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.chat.MagicModel;
import poegateway.simulator.chat.ModelContext;
import poegateway.simulator.chat.ReplyDraft;
import poegateway.simulator.chat.WholeForm;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/**
 * Replies that call tools, rightly and wrongly. They call the tools of the request, or {@code getWeather} when it has
 * none; after a tool result they answer in words, so that loops end.
 */
final class ToolModels {
    private static final Question.Tool WEATHER = new Question.Tool(
            "getWeather",
            "{\"type\":\"object\",\"properties\":{\"location\":{\"type\":\"string\"}},\"required\":[\"location\"]}");
    private static final Question.Tool TIME = new Question.Tool(
            "getTime", "{\"type\":\"object\",\"properties\":{\"zone\":{\"type\":\"string\"}},\"required\":[\"zone\"]}");

    /** The beginning of a later delta of a call: an index, then no id. */
    private static final Pattern LATER = Pattern.compile("(\"tool_calls\":\\[\\{\"index\":\\d+,)(\"function\":\\{)");

    private ToolModels() {}

    static List<MagicModel> models() {
        return List.of(
                new MagicModel(
                        "tool-single", "one call", context -> calling(context).ordinary()),
                new MagicModel(
                        "tool-parallel",
                        "all tools at once, at most 4",
                        context -> parallel(context).ordinary()),
                bent(
                        "tool-no-index",
                        "deltas of calls without `index`",
                        chunk -> chunk.replaceFirst("(\"tool_calls\":\\[\\{)\"index\":\\d+,", "$1")),
                new MagicModel(
                        "tool-repeated-id",
                        "id, type and name in every delta of a call; whole: one call",
                        ToolModels::repeated),
                bent("tool-null-id", "`id: null`, `name: null` in later deltas of a call", ToolModels::nulls),
                finishing("tool-finish-stop", "calls, but the finish reason is `stop`", "stop"),
                finishing(
                        "tool-finish-function-call",
                        "calls, and the finish reason is `function_call`",
                        "function_call"),
                new MagicModel(
                        "tool-unfinished",
                        "a stream that ends in the arguments of a call: no finish reason, no `[DONE]`",
                        ToolModels::unfinished),
                new MagicModel(
                        "tool-bad-arguments",
                        "arguments that are broken JSON",
                        context -> context.script(broken(calling(context).draft()))));
    }

    private static MagicModel bent(String name, String meaning, UnaryOperator<String> change) {
        return new MagicModel(name, meaning + "; whole: one call", context -> {
            ModelContext calling = calling(context);
            return context.question().stream()
                    ? context.replies().stream(ChunkModels.changed(calling.payloads(), change))
                    : calling.ordinary();
        });
    }

    private static MagicModel finishing(String name, String meaning, String reason) {
        UnaryOperator<String> change =
                json -> json.replace("\"finish_reason\":\"tool_calls\"", "\"finish_reason\":\"" + reason + "\"");
        return new MagicModel(name, meaning, context -> {
            ModelContext calling = calling(context);
            return context.question().stream()
                    ? context.replies().stream(ChunkModels.changed(calling.payloads(), change))
                    : Scripts.json(200, change.apply(WholeForm.of(calling.draft())));
        });
    }

    private static ModelContext calling(ModelContext context) {
        Question question = context.question();
        return question.tools().isEmpty() ? context.with(question.offering(List.of(WEATHER))) : context;
    }

    private static ModelContext parallel(ModelContext context) {
        Question question = context.question();
        List<Question.Tool> tools = question.tools().isEmpty() ? List.of(WEATHER, TIME) : question.tools();
        return context.with(question.offering(tools).wantingBoth());
    }

    private static Script repeated(ModelContext context) {
        ModelContext calling = calling(context);
        if (!context.question().stream()) {
            return calling.ordinary();
        }
        ReplyDraft draft = calling.draft();
        List<String> payloads = context.payloads(draft);
        List<Turn.Call> calls = draft.turn().calls();
        for (int i = 0; i < calls.size(); i++) {
            String start = "\"tool_calls\":[{\"index\":" + i + ",";
            String named = start + "\"id\":" + JsonWords.quote(calls.get(i).id())
                    + ",\"type\":\"function\",\"function\":{\"name\":"
                    + JsonWords.quote(calls.get(i).name()) + ",";
            payloads = ChunkModels.changed(payloads, chunk -> chunk.replace(start + "\"function\":{", named));
        }
        return context.replies().stream(payloads);
    }

    private static String nulls(String chunk) {
        return LATER.matcher(chunk).replaceFirst("$1\"id\":null,\"type\":null,$2\"name\":null,");
    }

    private static Script unfinished(ModelContext context) {
        ModelContext calling = calling(context);
        if (!context.question().stream() || !calling.question().mayCall()) {
            return calling.ordinary();
        }
        List<String> payloads = calling.payloads();
        int finish = 0;
        while (!StreamEndModels.isFinish(payloads.get(finish))) {
            finish++;
        }
        return context.replies().stream(payloads.subList(0, finish - 1));
    }

    private static ReplyDraft broken(ReplyDraft draft) {
        Turn turn = draft.turn();
        List<Turn.Call> calls = turn.calls().stream()
                .map(call -> new Turn.Call(call.id(), call.name(), "{\"location\": \"San Fr", call.signature()))
                .toList();
        Turn bent = new Turn(turn.text(), turn.reasoning(), calls, turn.usage(), turn.cut());
        return draft.with(bent);
    }
}
