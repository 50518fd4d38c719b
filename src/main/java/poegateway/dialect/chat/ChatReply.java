package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;
import poegateway.dialect.WholeReply;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonFault;
import poegateway.wire.LoneSurrogates;
import poegateway.wire.Utf8;

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
            return parsed(body, envelope);
        } catch (JsonFault fault) {
            return parsedWithoutLoneSurrogates(body, envelope, fault);
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

    @SuppressWarnings("ReferenceEquality") // the question is whether a copy was made
    private static WholeReply parsedWithoutLoneSurrogates(byte[] body, Envelope envelope, JsonFault fault) {
        byte[] masked = LoneSurrogates.masked(body, 0, body.length);
        if (masked == body) {
            throw broken(fault);
        }
        try {
            return parsed(masked, envelope);
        } catch (JsonFault another) {
            throw broken(another);
        }
    }

    private static WholeReply parsed(byte[] body, Envelope envelope) throws JsonFault {
        try (JsonCursor cursor = new JsonCursor(body)) {
            if (cursor.need() != JsonToken.START_OBJECT) {
                throw new FailureException(new ReplyFailure.BadResponse("it is no JSON object"));
            }
            WholeReplyReader reader = new WholeReplyReader(cursor, body, envelope);
            reader.read();
            cursor.finish();
            return reader.settle();
        }
    }

    private static FailureException broken(JsonFault fault) {
        String what = fault.kind() == JsonFault.Kind.MALFORMED ? "broken JSON" : fault.what();
        return new FailureException(new ReplyFailure.BadResponse(what + " at " + fault.place()));
    }
}
