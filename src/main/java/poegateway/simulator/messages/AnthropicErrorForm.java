package poegateway.simulator.messages;

import poegateway.simulator.json.JsonWords;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Writes errors as Poe's messages endpoint does. */
public final class AnthropicErrorForm {
    private static final String REQUEST = "req_poe_0123456789abcdef0123456789abcdef";

    private AnthropicErrorForm() {}

    /** The error as a reply. */
    public static Script script(ReplyError error) {
        return Scripts.json(error.status(), json(error), error.headers());
    }

    /** The error as a JSON object. */
    static String json(ReplyError error) {
        return "{\"type\":\"error\",\"error\":{\"type\":" + JsonWords.quote(error.type()) + ",\"message\":"
                + JsonWords.quote(error.message()) + "},\"request_id\":\"" + REQUEST + "\"}";
    }

    /** The same, with the message in a document of its own, as of models that Google serves. */
    static Script nested(ReplyError error) {
        String inner = "{\"message\":" + JsonWords.quote(error.message()) + "}";
        return Scripts.json(
                error.status(),
                "{\"type\":\"error\",\"error\":{\"type\":" + JsonWords.quote(error.type()) + ",\"message\":"
                        + JsonWords.quote(inner) + "},\"request_id\":\"" + REQUEST + "\"}",
                error.headers());
    }

    /** A refusal of a field that is not known. */
    public static Script extra(String sentence) {
        return nested(ReplyError.invalid(sentence));
    }
}
