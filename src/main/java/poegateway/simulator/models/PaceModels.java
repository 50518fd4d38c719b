package poegateway.simulator.models;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.answer.TextFormat;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.answer.TurnAuthor;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.Replies;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.ReplyFormat;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Piece;

/** Replies that are slow, silent, long or without end. */
final class PaceModels {
    /** Text of one event of {@code flood}. */
    static final int FLOOD_CHARS = 8 * 1024;
    /** Text of {@code long-answer}. */
    static final int LONG_CHARS = 64 * 1024;

    private static final Duration ENDLESS_PACE = Duration.ofMillis(5);
    private static final Duration SLOW_EVENT = Duration.ofMillis(500);
    private static final Duration SLOW_START = Duration.ofSeconds(3);
    private static final Duration STALL = Duration.ofMinutes(1);

    private PaceModels() {}

    static List<MagicModel> models(Replies replies, ReplyFormat format) {
        return List.of(
                new MagicModel(
                        "slow-first-event",
                        "the head, then 3 s of silence, then the ordinary reply",
                        context -> waiting(context, 0, SLOW_START)),
                new MagicModel(
                        "slow-minute",
                        "the head, then a minute of silence, then the ordinary reply",
                        context -> waiting(context, 0, STALL)),
                new MagicModel(
                        "slow-head",
                        "3 s of silence, then the ordinary reply",
                        context -> context.ordinary()
                                .with(new Mishap.LateHead(context.replies().pause(SLOW_START)))),
                new MagicModel("slow-events", "half a second before each event", PaceModels::slowEvents),
                new MagicModel(
                        "slow-stall",
                        "a minute of silence after two events; whole: before the body",
                        context -> waiting(context, 2, STALL)),
                new MagicModel(
                        "silent",
                        "the head, then nothing until the caller hangs up",
                        context -> context.ordinary().with(new Mishap.HangMidBody(0))),
                new MagicModel(
                        "endless",
                        "text that never stops, an event each 5 ms",
                        new EndlessModel(replies, format, "still going, ", replies.pause(ENDLESS_PACE))),
                new MagicModel(
                        "flood",
                        "8 KiB of text in each event, as fast as it is read, over 1 GiB in all",
                        new EndlessModel(replies, format, "x".repeat(FLOOD_CHARS), Pause.NONE)),
                new MagicModel("long-answer", "an ordinary reply of 64 KiB of text", PaceModels::longAnswer));
    }

    private static Script waiting(ModelContext context, int at, Duration wait) {
        Script script = context.ordinary();
        var pieces = new ArrayList<>(script.pieces());
        int place = Math.min(at, pieces.size() - 1);
        pieces.set(place, new Piece(pieces.get(place).bytes(), context.replies().pause(wait)));
        return withPieces(script, pieces);
    }

    private static Script slowEvents(ModelContext context) {
        Script script = context.ordinary();
        Pause pause = context.replies().pause(SLOW_EVENT);
        return withPieces(
                script,
                script.pieces().stream()
                        .map(piece -> new Piece(piece.bytes(), pause))
                        .toList());
    }

    private static Script withPieces(Script script, List<Piece> pieces) {
        return new Script(script.status(), script.headers(), script.framing(), pieces, script.mishap());
    }

    private static Script longAnswer(ModelContext context) {
        ReplyDraft draft = context.draft();
        Turn turn = draft.turn();
        if (turn.text().isEmpty()) {
            return context.script(draft);
        }
        boolean words = context.question().output().format() instanceof TextFormat.Prose;
        String unit = words ? turn.text() + " " : " ";
        String text = (turn.text() + " " + unit.repeat(LONG_CHARS / unit.length())).substring(0, LONG_CHARS);
        Turn longer = TurnAuthor.withText(text, turn, context.question(), context.card());
        ReplyDraft rewritten = draft.with(longer);
        return context.script(rewritten);
    }
}
