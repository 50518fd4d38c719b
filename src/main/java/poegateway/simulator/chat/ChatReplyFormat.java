package poegateway.simulator.chat;

import java.util.List;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.ReplyIds;
import poegateway.simulator.reply.OpenAiErrorForm;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.reply.ReplyFormat;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/**
 * The form of chat completions.
 *
 * @param includeUsage whether a stream tells its usage
 */
public record ChatReplyFormat(Manner.Shape shape, boolean includeUsage) implements ReplyFormat {
    /** Poe's own ids have 24 hex digits, those of LiteLLM are UUIDs. */
    @Override
    public String newId(ReplyIds ids) {
        return "chatcmpl-"
                + switch (shape) {
                    case LEGACY -> ids.hex(24);
                    case PASS_THROUGH -> ids.uuid();
                };
    }

    @Override
    public Script whole(ReplyDraft draft) {
        return Scripts.json(200, WholeForm.of(draft));
    }

    @Override
    public List<StreamEvent> events(ReplyDraft draft, int chunkChars) {
        return ChunkForm.of(draft, chunkChars, includeUsage).stream()
                .map(StreamEvent::unnamed)
                .toList();
    }

    @Override
    public Script error(ReplyError error) {
        return OpenAiErrorForm.script(error);
    }

    @Override
    public List<StreamEvent> errorEvents(ReplyError error, int eventsBefore) {
        return List.of(StreamEvent.unnamed(OpenAiErrorForm.json(error)));
    }
}
