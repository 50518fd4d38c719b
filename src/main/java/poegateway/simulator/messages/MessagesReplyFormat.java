package poegateway.simulator.messages;

import java.util.List;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.ReplyIds;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.reply.ReplyFormat;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/**
 * The form of messages.
 *
 * @param cacheWritten tokens of the prompt that went into the cache
 */
public record MessagesReplyFormat(long cacheWritten) implements ReplyFormat {
    @Override
    public Manner.Shape shape() {
        return Manner.Shape.LEGACY;
    }

    @Override
    public String newId(ReplyIds ids) {
        return "req_poe_" + ids.hex(32);
    }

    @Override
    public Script whole(ReplyDraft draft) {
        return Scripts.json(200, new MessageForm(draft, cacheWritten).whole());
    }

    @Override
    public List<StreamEvent> events(ReplyDraft draft, int chunkChars) {
        return new MessageForm(draft, cacheWritten).events(chunkChars);
    }

    @Override
    public Script error(ReplyError error) {
        boolean noModel = error.status() == 404 && error.message().startsWith("The model `");
        return AnthropicErrorForm.script(
                noModel
                        ? ReplyError.of(
                                404,
                                "not_found_error",
                                "model: " + error.message().split("`", 3)[1])
                        : error);
    }

    @Override
    public List<StreamEvent> errorEvents(ReplyError error, int eventsBefore) {
        return List.of(new StreamEvent("error", AnthropicErrorForm.json(error)));
    }
}
