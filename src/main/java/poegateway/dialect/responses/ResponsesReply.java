package poegateway.dialect.responses;

import java.util.Optional;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.WholeReply;
import poegateway.wire.Utf8;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonObjectText;
import poegateway.wire.json.JsonSlice;

/** Reads whole replies of Poe, and finds what must change so that they are OpenAI's. */
final class ResponsesReply {
    private ResponsesReply() {}

    /**
     * Reads the body of a reply with status 200 in one pass.
     *
     * @param watch is shown the response
     * @throws FailureException with {@link ReplyFailure.BadResponse} when it is no response with a list of output, or with what Poe
     *     says in one that is an error in spite of its status
     */
    static WholeReply read(byte[] body, ReplyContext context, ResponseWatch watch) {
        refuseForeignBytes(body);
        try {
            return JsonObjectText.read(body, cursor -> {
                JsonEdits.Builder edits = JsonEdits.builder();
                ResponseObject response = ResponseObject.read(cursor, edits);
                return () -> {
                    WholeReply read = settle(body, response, edits, context);
                    byte[] told = read.edits().apply(body);
                    int behind = body.length - response.at().to();
                    watch.finished(new JsonSlice(told, response.at().from(), told.length - behind));
                    return read;
                };
            });
        } catch (JsonFault fault) {
            throw bad("broken JSON at " + fault.place());
        }
    }

    private static WholeReply settle(
            byte[] body, ResponseObject response, JsonEdits.Builder edits, ReplyContext context) {
        if (response.hasError()) {
            Failure failure = context.errors().readEvent(body, 0, body.length);
            throw new FailureException(failure);
        }
        if (!response.hasOutput()) {
            throw bad("it holds no list of output");
        }
        return WholeReply.of(
                body,
                edits.build(),
                response.usage(),
                Optional.of(response.model()).filter(name -> !name.isEmpty()));
    }

    private static void refuseForeignBytes(byte[] body) {
        if (body.length == 0) {
            throw bad("it is empty");
        }
        int invalid = Utf8.firstInvalid(body, 0, body.length);
        if (invalid >= 0) {
            throw bad("it is not UTF-8 at byte " + invalid);
        }
    }

    private static FailureException bad(String reason) {
        return new FailureException(new ReplyFailure.BadResponse(reason));
    }
}
