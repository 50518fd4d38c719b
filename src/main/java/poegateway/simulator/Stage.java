package poegateway.simulator;

import java.util.List;

/**
 * What a magic model has at hand to answer with.
 *
 * @param request what was asked
 * @param card the model as if it were an ordinary one
 * @param replies gives replies form and pace
 * @param arrival how many requests for this model came, this one included
 */
record Stage(ChatRequest request, Card card, Manner.Shape shape, ChatReplies replies, long arrival) {
    /** What an ordinary model would reply. */
    Draft draft() {
        return replies.draft(request, card, shape);
    }

    /** The reply of an ordinary model. */
    Script ordinary() {
        return replies.script(draft(), request);
    }

    /** The payloads of an ordinary stream. */
    List<String> payloads() {
        return replies.payloads(draft(), request);
    }

    /** The same stage for another request. */
    Stage with(ChatRequest other) {
        return new Stage(other, card, shape, replies, arrival);
    }
}
