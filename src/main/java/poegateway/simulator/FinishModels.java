package poegateway.simulator;

import java.util.List;

/** Replies in words that end before all is said, for a reason that is no error. */
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
        return new MagicModel(name, meaning, stage -> {
            Stage spoken = stage.with(stage.request().offering(List.of()));
            Draft draft = spoken.draft();
            String text = Tokens.first(draft.turn().text(), TOKENS);
            Turn turn = TurnAuthor.saying(text, draft.turn(), spoken.request(), spoken.card());
            Draft cut = new Draft(draft.shape(), draft.id(), draft.createdSeconds(), draft.model(), turn);
            String ending = "\"finish_reason\":\"" + reason + "\"";
            return spoken.request().stream()
                    ? spoken.replies().stream(ChunkModels.changed(
                            spoken.replies().payloads(cut, spoken.request()), chunk -> ended(chunk, ending)))
                    : Scripts.json(200, ended(WholeForm.of(cut), ending));
        });
    }

    private static String ended(String json, String ending) {
        return json.replaceFirst("\"finish_reason\":\"[a-z]+\"", ending);
    }
}
