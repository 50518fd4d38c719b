package poegateway.simulator.bot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import poegateway.simulator.answer.Question;
import poegateway.simulator.answer.TokenCount;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;

/** Answers in words that come in another way than as text piece by piece. */
final class BotTextModels {
    /** Code points of one piece of text where the model itself cuts it. */
    private static final int PIECE_CHARS = 12;

    private static final String THOUGHT = "The user wrote something.\n\nNo model is thinking here.";

    private BotTextModels() {}

    static List<MagicModel> models() {
        return List.of(
                ofText(
                        "bot-replaces",
                        "some text, `replace_response` with the beginning of another, the rest of that",
                        BotTextModels::replacing),
                ofText(
                        "bot-replaces-empty",
                        "some text, `replace_response` with an empty text, then the answer",
                        text -> Stream.concat(
                                Stream.of(BotEvents.text("a mistake"), BotEvents.replacement("")), pieces(text))),
                ofText(
                        "bot-progress-then-replace",
                        "three texts of progress, each but the first a `replace_response`, then one with the answer",
                        BotTextModels::progress),
                ofText(
                        "bot-thinks",
                        "`*Thinking...*`, thoughts in lines that begin with `> `, a blank line, the answer",
                        text -> pieces(BotReplyFormat.thoughts("*Thinking...*", THOUGHT) + text)),
                ofText(
                        "bot-thinks-plainly",
                        "the same with `Thinking...` as heading",
                        text -> pieces(BotReplyFormat.thoughts("Thinking...", THOUGHT) + text)),
                ofText(
                        "bot-thinks-replaced",
                        "lines that show how long it has thought, each a `replace_response`, then one with the answer",
                        BotTextModels::placeholders),
                ofText(
                        "bot-quotes",
                        "an answer that begins with a quoted line and has no thoughts",
                        text -> pieces("> a quoted line\n\n" + text)),
                new MagicModel("bot-text-as-json", "text in `json` events, as `delta.content`", BotTextModels::asJson),
                new MagicModel(
                        "bot-one-piece",
                        "all of the text in one event",
                        context -> stream(context, Stream.of(BotEvents.text(text(context))))));
    }

    /** Writes a text as events. */
    @FunctionalInterface
    private interface TextWriter {
        Stream<StreamEvent> events(String text);
    }

    private static MagicModel ofText(String name, String meaning, TextWriter writer) {
        return new MagicModel(name, meaning, context -> stream(context, writer.events(text(context))));
    }

    /** The draft of an answer in words, whatever tools there are. */
    private static ReplyDraft inWords(ModelContext context) {
        Question question = context.question().offering(List.of());
        return context.with(question).draft();
    }

    private static String text(ModelContext context) {
        return inWords(context).turn().text();
    }

    /** These events between {@code meta} and {@code done}. */
    private static Script stream(ModelContext context, Stream<StreamEvent> events) {
        var all = new ArrayList<StreamEvent>();
        all.add(BotEvents.META);
        events.forEach(all::add);
        all.add(BotEvents.DONE);
        return context.stream(all);
    }

    private static Stream<StreamEvent> pieces(String text) {
        return BotReplyFormat.texts(text, PIECE_CHARS).stream();
    }

    private static Stream<StreamEvent> replacing(String text) {
        String beginning = TokenCount.first(text, 5);
        return Stream.of(
                        Stream.of(BotEvents.text("This is "), BotEvents.text("a mistake")),
                        Stream.of(BotEvents.replacement(beginning)),
                        pieces(text.substring(beginning.length())))
                .flatMap(events -> events);
    }

    private static Stream<StreamEvent> progress(String text) {
        return Stream.of(
                BotEvents.text("Searching..."),
                BotEvents.replacement("Searching... (1s elapsed)"),
                BotEvents.replacement("Reading..."),
                BotEvents.replacement(text));
    }

    private static Stream<StreamEvent> placeholders(String text) {
        return Stream.of(
                BotEvents.text("*Thinking...*"),
                BotEvents.replacement("*Thinking... (1s elapsed)*"),
                BotEvents.replacement("*Thinking... (2s elapsed)*"),
                BotEvents.replacement(text));
    }

    private static Script asJson(ModelContext context) {
        return stream(context, ToolCallEvents.ofText(inWords(context), PIECE_CHARS).stream());
    }
}
