package poegateway.simulator.bot;

import java.util.List;
import java.util.function.Function;
import poegateway.simulator.models.ToolModels;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;

/** Events whose data is not what it must be. */
final class BotDataModels {
    private BotDataModels() {}

    static List<MagicModel> models() {
        return List.of(
                second("bot-data-not-object", "a `text` event whose data is an array", "[\"text\"]"),
                second("bot-data-malformed", "a `text` event whose data is broken JSON", "{\"text\": \"broke"),
                second("bot-text-not-string", "a `text` event whose text is a number", "{\"text\": 7}"),
                second("bot-text-missing", "a `text` event without text", "{}"),
                new MagicModel(
                        "bot-done-not-object",
                        "`done` whose data is no JSON",
                        context -> context.stream(BotMetaModels.instead(
                                context.events(), context.events().size() - 1, new StreamEvent("done", "done")))),
                ofCalls(
                        "bot-tool-no-name",
                        "a call whose first delta lacks id, type and name",
                        data -> data.replaceFirst(
                                "\"id\": \"[^\"]*\", \"type\": \"function\", \"function\": \\{\"name\": \"[^\"]*\", ",
                                "\"function\": {")),
                ofCalls(
                        "bot-tool-no-index",
                        "deltas of calls without `index`",
                        data -> data.replaceFirst("(\"tool_calls\": \\[\\{)\"index\": \\d+, ", "$1")),
                new MagicModel(
                        "bot-tool-unfinished",
                        "a call whose arguments end early, then the end without finish reason and `done`",
                        BotDataModels::unfinished));
    }

    /** An ordinary stream with an event after {@code meta} that has that data. */
    private static MagicModel second(String name, String meaning, String data) {
        return new MagicModel(
                name,
                meaning,
                context -> context.stream(BotMetaModels.with(context.events(), 1, new StreamEvent("text", data))));
    }

    private static MagicModel ofCalls(String name, String meaning, Function<String, String> change) {
        return new MagicModel(
                name,
                meaning,
                context -> context.stream(ToolModels.calling(context).events().stream()
                        .map(event -> event.with(change.apply(event.data())))
                        .toList()));
    }

    /** What is left out: the last piece of arguments, the finish reason, the usage, {@code done}. */
    private static Script unfinished(ModelContext context) {
        ModelContext calling = ToolModels.calling(context);
        List<StreamEvent> events = calling.events();
        return calling.question().mayCall()
                ? context.stream(events.subList(0, events.size() - 4))
                : context.stream(events);
    }
}
