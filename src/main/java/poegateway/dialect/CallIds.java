package poegateway.dialect;

import java.util.HashMap;
import java.util.Map;
import poegateway.conversation.Part;
import poegateway.conversation.ToolCall;
import poegateway.wire.json.JsonText;

/**
 * The ids of the calls of one conversation, each given once: some models number their calls anew in each round. Which id a call
 * gets depends on what comes before it alone, so that a later turn has the same.
 */
public final class CallIds {
    private final Map<String, Integer> uses = new HashMap<>();
    private final Map<String, CallName> known = new HashMap<>();

    /** Name and id of the call that a result answers. */
    public record CallName(JsonText id, JsonText tool) {}

    /** The id of the next call. */
    public JsonText next(ToolCall call) {
        String original = call.id().decoded();
        int use = uses.merge(original, 1, Integer::sum);
        JsonText id = JsonText.of(ToolIds.fitting(use == 1 ? original : original + "_" + use));
        known.put(original, new CallName(id, call.name()));
        return id;
    }

    /** The call that a result answers, as it was written last; without a name when there is none. */
    public CallName answeredBy(Part.Result result) {
        String original = result.callId().decoded();
        CallName call = known.get(original);
        return call == null ? new CallName(JsonText.of(ToolIds.fitting(original)), JsonText.EMPTY) : call;
    }
}
