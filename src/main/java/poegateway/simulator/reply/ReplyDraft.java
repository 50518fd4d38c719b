package poegateway.simulator.reply;

import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.Turn;

/**
 * A reply about to be written.
 *
 * @param id of the reply, the same in all chunks
 * @param createdSeconds Unix time
 * @param model as the reply spells it
 * @param turn its content
 */
public record ReplyDraft(Manner.Shape shape, String id, long createdSeconds, String model, Turn turn) {
    /** The same reply with other content. */
    public ReplyDraft with(Turn other) {
        return new ReplyDraft(shape, id, createdSeconds, model, other);
    }
}
