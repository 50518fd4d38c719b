package poegateway.simulator.bot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.ReplyIds;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.reply.OpenAiErrorForm;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.reply.ReplyFormat;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.reply.TextPieces;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** The form of the bot protocol: every answer is a stream of named events, errors too. */
public record BotReplyFormat() implements ReplyFormat {
    /** Letters of the name by which a text refers to a file. */
    private static final int REF_CHARS = 8;

    @Override
    public Manner.Shape shape() {
        return Manner.Shape.LEGACY;
    }

    @Override
    public String newId(ReplyIds ids) {
        return "chatcmpl-" + ids.letters(29);
    }

    /** What no bot was seen to do: a JSON document in place of events. */
    @Override
    public Script whole(ReplyDraft draft) {
        return Scripts.json(200, "{\"text\": " + BotEvents.quote(draft.turn().text()) + "}");
    }

    @Override
    public List<StreamEvent> events(ReplyDraft draft, int chunkChars) {
        Turn turn = draft.turn();
        var events = new ArrayList<StreamEvent>();
        events.add(BotEvents.META);
        events.addAll(texts(thoughts("*Thinking...*", turn.reasoning()), chunkChars));
        events.addAll(turn.media()
                .map(file -> pictured(file, inlineRef(draft)))
                .orElseGet(() -> texts(turn.text(), chunkChars)));
        if (!turn.calls().isEmpty()) {
            events.addAll(ToolCallEvents.of(draft, chunkChars));
        }
        events.add(BotEvents.DONE);
        return events;
    }

    /** Text in {@code text} events. */
    static List<StreamEvent> texts(String text, int chunkChars) {
        return TextPieces.of(text, chunkChars).stream().map(BotEvents::text).toList();
    }

    /** Thoughts as the protocol shows them: a heading, quoted lines and a blank line; empty when there are none. */
    static String thoughts(String heading, String reasoning) {
        return reasoning.isEmpty()
                ? ""
                : heading + "\n\n"
                        + reasoning
                                .strip()
                                .lines()
                                .map(line -> "> " + line + "\n")
                                .collect(Collectors.joining())
                        + "\n";
    }

    /** Progress, the file, and the text that takes the place of the progress; only pictures stand within the text. */
    private static List<StreamEvent> pictured(Turn.MediaFile file, String inlineRef) {
        StreamEvent progress = BotEvents.text("Generating (0s elapsed)");
        return file.contentType().startsWith("image/")
                ? List.of(progress, BotEvents.file(file, inlineRef), BotEvents.replacement(reference(file, inlineRef)))
                : List.of(progress, BotEvents.replacement(""), BotEvents.file(file));
    }

    /** How a text names a file. */
    static String reference(Turn.MediaFile file, String inlineRef) {
        return "![" + file.name() + "][" + inlineRef + "]";
    }

    /** A name for the file of that reply. */
    static String inlineRef(ReplyDraft draft) {
        return draft.id().substring(draft.id().length() - REF_CHARS);
    }

    /** Only what has headers of its own, as the limit of requests has, is told by a status; that is inferred. */
    @Override
    public Script error(ReplyError error) {
        return error.headers().isEmpty()
                ? Scripts.streamOf(
                        List.of(Scripts.piece(BotErrorForm.event(error).frame())))
                : OpenAiErrorForm.script(error);
    }

    @Override
    public List<StreamEvent> errorEvents(ReplyError error, int eventsBefore) {
        return List.of(BotErrorForm.event(error));
    }
}
