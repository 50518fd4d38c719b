package poegateway.dialect.chat;

import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.WholeReply;
import poegateway.wire.Utf8;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonObjectText;

/** Reads whole replies ({@code chat.completion}) of Poe, and finds what must change so that they are OpenAI's. */
final class ChatReply {
    private ChatReply() {}

    /**
     * Reads the body of a reply with status 200 in one pass.
     *
     * @param envelope for what Poe leaves out; its model is the one that the caller asked for
     * @throws FailureException with {@link ReplyFailure.BadResponse} when the body is not JSON or holds no choice with a
     *     message, or with what Poe says in a body that is an error in spite of its status
     */
    static WholeReply rewrite(byte[] body, Envelope envelope) {
        refuseForeignBytes(body);
        try {
            return JsonObjectText.read(body, cursor -> {
                WholeReplyReader reader = new WholeReplyReader(cursor, envelope, body);
                reader.read();
                return reader::settle;
            });
        } catch (JsonFault fault) {
            throw new FailureException(new ReplyFailure.BadResponse(reason(fault)));
        }
    }

    private static void refuseForeignBytes(byte[] body) {
        if (body.length == 0) {
            throw new FailureException(new ReplyFailure.BadResponse("it is empty"));
        }
        int invalid = Utf8.firstInvalid(body, 0, body.length);
        if (invalid >= 0) {
            throw new FailureException(new ReplyFailure.BadResponse("it is not UTF-8 at byte " + invalid));
        }
    }

    private static String reason(JsonFault fault) {
        return switch (fault.kind()) {
            case NO_OBJECT -> "it is no JSON object";
            case MALFORMED -> "broken JSON at " + fault.place();
            case TOO_DEEP, NUMBER, TOO_MANY_KEYS, DUPLICATE_KEY -> fault.what() + " at " + fault.place();
        };
    }
}
