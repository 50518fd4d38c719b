package poegateway.simulator.models;

import java.util.List;
import poegateway.simulator.answer.Question;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.ReplyDraft;

/**
 * Replies that call tools, rightly and wrongly. They call the tools of the request, or {@code getWeather} when it has
 * none; after a tool result they answer in words, so that loops end.
 */
public final class ToolModels {
    private static final Question.Tool WEATHER = new Question.Tool(
            "getWeather",
            "{\"type\":\"object\",\"properties\":{\"location\":{\"type\":\"string\"}},\"required\":[\"location\"]}");
    private static final Question.Tool TIME = new Question.Tool(
            "getTime", "{\"type\":\"object\",\"properties\":{\"zone\":{\"type\":\"string\"}},\"required\":[\"zone\"]}");

    private ToolModels() {}

    static List<MagicModel> models() {
        return List.of(
                new MagicModel(
                        "tool-single", "one call", context -> calling(context).ordinary()),
                new MagicModel(
                        "tool-parallel",
                        "all tools at once, at most 4",
                        context -> parallel(context).ordinary()),
                new MagicModel(
                        "tool-bad-arguments",
                        "arguments that are broken JSON",
                        context -> context.script(broken(calling(context).draft()))));
    }

    /** The same context with a question that offers a tool. */
    public static ModelContext calling(ModelContext context) {
        Question question = context.question();
        return question.tools().isEmpty() ? context.with(question.offering(List.of(WEATHER))) : context;
    }

    private static ModelContext parallel(ModelContext context) {
        Question question = context.question();
        List<Question.Tool> tools = question.tools().isEmpty() ? List.of(WEATHER, TIME) : question.tools();
        return context.with(question.offering(tools).wantingBoth());
    }

    private static ReplyDraft broken(ReplyDraft draft) {
        Turn turn = draft.turn();
        List<Turn.Call> calls = turn.calls().stream()
                .map(call -> new Turn.Call(call.id(), call.name(), "{\"location\": \"San Fr", call.signature()))
                .toList();
        return draft.with(turn.calling(calls));
    }
}
