package poegateway.simulator.models;

import java.util.List;
import poegateway.simulator.answer.TokenCount;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.answer.TurnAuthor;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.ReplyDraft;

/** Replies in words that end before the text is complete, for a reason that is no error. */
final class FinishModels {
    /** What is left of the text. */
    private static final long TOKENS = 5;

    private FinishModels() {}

    static List<MagicModel> models() {
        return List.of(
                ending(
                        "finish-length",
                        TOKENS + " tokens of the text; the finish reason is `length`",
                        Turn.Ending.TOKEN_LIMIT),
                ending(
                        "finish-content-filter",
                        "the same; the finish reason is `content_filter`",
                        Turn.Ending.CONTENT_FILTER));
    }

    private static MagicModel ending(String name, String meaning, Turn.Ending ending) {
        return new MagicModel(name, meaning, context -> {
            ModelContext inWords = context.with(context.question().offering(List.of()));
            ReplyDraft draft = inWords.draft();
            String text = TokenCount.first(draft.turn().text(), TOKENS);
            Turn turn = TurnAuthor.withText(text, draft.turn(), inWords.question(), inWords.card());
            return inWords.script(draft.with(turn.endedBy(ending)));
        });
    }
}
