package poegateway.simulator.bot;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;

/** Bots that fail, and streams that end wrongly. */
final class BotEndModels {
    /** What the protocol's own library says for a bot that failed. */
    private static final StreamEvent UNEXPECTED = new StreamEvent(
            "error",
            "{\"allow_retry\": false, \"text\": \"The bot encountered an unexpected issue.\", \"raw_response\":"
                    + " \"KeyError('sample')\"}");

    private BotEndModels() {}

    static List<MagicModel> models() {
        return List.of(
                new MagicModel("bot-no-done", "no `done`", context -> context.stream(withoutDone(context))),
                new MagicModel("bot-empty", "`meta` and `done` alone", BotEndModels::empty),
                new MagicModel(
                        "bot-error-then-done",
                        "`error` with `allow_retry: false` and `raw_response`, then `done`, as the protocol's library"
                                + " ends a bot that failed",
                        context -> context.stream(List.of(UNEXPECTED, BotEvents.DONE))),
                new MagicModel(
                        "bot-error-after-text",
                        "the same after all of the text",
                        context -> failing(context, UNEXPECTED, BotEvents.DONE)),
                new MagicModel(
                        "bot-error-after-text-retry",
                        "all of the text, then `error` with `allow_retry: true` and the end",
                        context -> failing(context, BotErrorForm.retriable("Internal server error"))),
                new MagicModel(
                        "bot-error-bare",
                        "`error` with `{}`, which allows a retry",
                        context -> context.stream(List.of(new StreamEvent("error", "{}")))),
                new MagicModel(
                        "bot-error-privacy",
                        "`error` of type `privacy_authorization_error`",
                        context -> context.stream(List.of(BotErrorForm.refusal(
                                "The user has not allowed this bot.", "privacy_authorization_error")))),
                new MagicModel(
                        "bot-done-twice", "a second answer after `done`", context -> context.stream(twice(context))));
    }

    /** The events of the ordinary stream, {@code done} left out. */
    static List<StreamEvent> withoutDone(ModelContext context) {
        List<StreamEvent> events = context.events();
        return events.subList(0, events.size() - 1);
    }

    private static Script empty(ModelContext context) {
        return context.stream(List.of(BotEvents.META, BotEvents.DONE));
    }

    private static Script failing(ModelContext context, StreamEvent... end) {
        var events = new ArrayList<>(withoutDone(context));
        events.addAll(List.of(end));
        return context.stream(events);
    }

    private static List<StreamEvent> twice(ModelContext context) {
        var events = new ArrayList<>(context.events());
        events.addAll(context.events());
        return events;
    }
}
