package poegateway.simulator.models;

import java.util.List;
import poegateway.simulator.answer.TokenCount;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.answer.TurnAuthor;
import poegateway.simulator.chat.MagicModel;
import poegateway.simulator.chat.ModelContext;
import poegateway.simulator.chat.ReplyDraft;
import poegateway.simulator.chat.WholeForm;
import poegateway.simulator.script.Scripts;

/** Replies in words that end before the text is complete, for a reason that is no error. */
final class FinishModels {
    /** What is left of the text. */
    private static final long TOKENS = 5;

    private FinishModels() {}

    static List<MagicModel> models() {
        return List.of(
                ending("finish-length", TOKENS + " tokens of the text; the finish reason is `length`", "length"),
                ending("finish-content-filter", "the same; the finish reason is `content_filter`", "content_filter"));
    }

    private static MagicModel ending(String name, String meaning, String reason) {
        return new MagicModel(name, meaning, context -> {
            ModelContext inWords = context.with(context.question().offering(List.of()));
            ReplyDraft draft = inWords.draft();
            String text = TokenCount.first(draft.turn().text(), TOKENS);
            Turn turn = TurnAuthor.withText(text, draft.turn(), inWords.question(), inWords.card());
            ReplyDraft cut = draft.with(turn);
            String ending = "\"finish_reason\":\"" + reason + "\"";
            return inWords.question().stream()
                    ? inWords.replies().stream(
                            ChunkModels.changed(inWords.payloads(cut), chunk -> ended(chunk, ending)))
                    : Scripts.json(200, ended(WholeForm.of(cut), ending));
        });
    }

    private static String ended(String json, String ending) {
        return json.replaceFirst("\"finish_reason\":\"[a-z]+\"", ending);
    }
}
