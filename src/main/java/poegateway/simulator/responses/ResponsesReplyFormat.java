package poegateway.simulator.responses;

import java.util.List;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.ReplyIds;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.reply.OpenAiErrorForm;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.reply.ReplyFormat;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** The form of responses. */
public record ResponsesReplyFormat() implements ReplyFormat {
    @Override
    public Manner.Shape shape() {
        return Manner.Shape.LEGACY;
    }

    /** Poe's own are longer: they wrap the provider's. */
    @Override
    public String newId(ReplyIds ids) {
        return "resp_" + ids.letters(40);
    }

    @Override
    public Script whole(ReplyDraft draft) {
        return Scripts.json(200, new ResponseForm(draft).done());
    }

    @Override
    public List<StreamEvent> events(ReplyDraft draft, int chunkChars) {
        return ResponseEventForm.of(draft, chunkChars);
    }

    @Override
    public Script error(ReplyError error) {
        return OpenAiErrorForm.script(error);
    }

    /** In place of an answer, OpenAI's error event; later, the response that failed. */
    @Override
    public List<StreamEvent> errorEvents(ReplyError error, int eventsBefore) {
        String told = "\"code\":" + JsonWords.quote(error.type()) + ",\"message\":" + JsonWords.quote(error.message());
        String number = ",\"sequence_number\":" + eventsBefore + "}";
        return List.of(
                eventsBefore == 0
                        ? new StreamEvent("error", "{\"type\":\"error\"," + told + ",\"param\":null" + number)
                        : new StreamEvent(
                                "response.failed",
                                "{\"type\":\"response.failed\",\"response\":{\"object\":\"response\",\"status\":\"failed\","
                                        + "\"error\":{" + told + "},\"output\":[]}" + number));
    }
}
