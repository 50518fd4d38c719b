package poegateway.simulator.bot;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;

/** Answers with files. */
final class BotFileModels {
    private static final Turn.MediaFile PICTURE = new Turn.MediaFile(
            "image/png", "sample.png", "https://pfst.cf2.poecdn.net/base/image/" + "0".repeat(64) + "?w=1024&h=1024");
    private static final Turn.MediaFile TABLE =
            new Turn.MediaFile("text/csv", "sample.csv", "https://pfst.cf2.poecdn.net/base/text/" + "1".repeat(64));

    private BotFileModels() {}

    static List<MagicModel> models() {
        return List.of(
                new MagicModel(
                        "bot-file",
                        "a text that names a picture by its `inline_ref`, then the `file`",
                        context -> pictured(context, false)),
                new MagicModel(
                        "bot-file-first",
                        "the `file`, then the text that names it",
                        context -> pictured(context, true)),
                new MagicModel(
                        "bot-file-beside",
                        "the ordinary text, then a `file` without `inline_ref`",
                        context -> context.stream(BotMetaModels.with(
                                context.events(), context.events().size() - 1, BotEvents.file(TABLE)))),
                new MagicModel(
                        "bot-file-only", "a `file` and no text", context -> stream(BotEvents.file(PICTURE), context)),
                new MagicModel(
                        "bot-file-missing",
                        "a text that names a picture of which no `file` comes",
                        context -> stream(naming(ref(context)), context)));
    }

    private static Script pictured(ModelContext context, boolean first) {
        String ref = ref(context);
        StreamEvent file = BotEvents.file(PICTURE, ref);
        List<StreamEvent> both = first ? List.of(file, naming(ref)) : List.of(naming(ref), file);
        var events = new ArrayList<StreamEvent>();
        events.add(BotEvents.META);
        events.add(BotEvents.text("Here it is: "));
        events.addAll(both);
        events.add(BotEvents.DONE);
        return context.stream(events);
    }

    private static StreamEvent naming(String ref) {
        return BotEvents.text(BotReplyFormat.reference(PICTURE, ref));
    }

    private static String ref(ModelContext context) {
        return BotReplyFormat.inlineRef(context.draft());
    }

    private static Script stream(StreamEvent event, ModelContext context) {
        return context.stream(List.of(BotEvents.META, event, BotEvents.DONE));
    }
}
