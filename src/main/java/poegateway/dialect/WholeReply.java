package poegateway.dialect;

import java.util.List;
import java.util.Optional;
import poegateway.conversation.Reply;
import poegateway.core.Usage;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonText;

/**
 * What the gateway must know of a whole reply, and how it goes to the caller.
 *
 * @param body that goes to the caller, but for the edits
 * @param edits changes of the body on its way
 * @param reframed what was done to it before, by the names of edits
 * @param lost names of what the caller does not get of it
 * @param usage what the model counted; empty when Poe did not tell
 * @param model name of the model that answered; empty when Poe did not tell
 */
@SuppressWarnings("ArrayRecordComponent") // the body is shared on purpose, and never compared
public record WholeReply(
        byte[] body,
        JsonEdits edits,
        List<String> reframed,
        List<String> lost,
        Optional<Usage> usage,
        Optional<String> model) {
    public WholeReply {
        lost = List.copyOf(lost);
        reframed = List.copyOf(reframed);
    }

    /** A reply of Poe's as it came. */
    public static WholeReply of(byte[] body, JsonEdits edits, Optional<Usage> usage, Optional<String> model) {
        return new WholeReply(body, edits, List.of(), List.of(), usage, model);
    }

    /** A reply that is written for the caller anew. */
    static WholeReply written(Reply reply, ReplyWriter writer, List<String> lost) {
        return new WholeReply(writer.whole(reply), JsonEdits.NONE, List.of(), lost, reply.usage(), model(reply));
    }

    /** A reply as Poe sent it, that goes to the caller in another way. */
    static WholeReply unwritten(byte[] body, Reply reply, List<String> lost) {
        return new WholeReply(body, JsonEdits.NONE, List.of(), lost, reply.usage(), model(reply));
    }

    private static Optional<String> model(Reply reply) {
        return reply.model().map(JsonText::decoded).filter(name -> !name.isEmpty());
    }

    /** The same, and named as reframed. */
    public WholeReply reframedAs(String edit) {
        return new WholeReply(body, edits, List.of(edit), lost, usage, model);
    }
}
