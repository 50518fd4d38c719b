package poegateway.dialect.messages.event;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.WholeReply;
import poegateway.dialect.poe.ErrorObject;
import poegateway.wire.Utf8;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonObjectText;
import poegateway.wire.json.ObjectReader;

/** Reads whole replies of Poe; nothing is changed in them. */
public final class MessagesReply {
    private final MessagesCounts counts = new MessagesCounts();
    private final ErrorObject form = new ErrorObject();
    private String model = "";
    private boolean hasContent;
    private boolean hasError;

    private MessagesReply() {}

    /**
     * Reads the body of a reply with status 200 in one pass.
     *
     * @throws FailureException with {@link ReplyFailure.BadResponse} when it is no message with a list of content, or with what
     *     Poe says in one that is an error in spite of its status
     */
    public static WholeReply read(byte[] body, ReplyContext context) {
        refuseForeignBytes(body);
        try {
            return JsonObjectText.read(body, cursor -> {
                MessagesReply reply = new MessagesReply();
                reply.members(cursor);
                return () -> reply.settle(body, context);
            });
        } catch (JsonFault fault) {
            throw bad("broken JSON at " + fault.place());
        }
    }

    private void members(JsonCursor cursor) throws JsonFault {
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            switch (name) {
                case "model" -> model = cursor.current() == JsonToken.VALUE_STRING ? cursor.text() : "";
                case "content" -> hasContent = cursor.current() == JsonToken.START_ARRAY;
                case "usage" -> counts.read(cursor);
                case "error" -> hasError = cursor.current() != JsonToken.VALUE_NULL;
                default -> form.note(name, cursor);
            }
        }
    }

    private WholeReply settle(byte[] body, ReplyContext context) {
        if (hasError || (!hasContent && form.isError())) {
            throw new FailureException(context.errors().readEvent(body, 0, body.length));
        }
        if (!hasContent) {
            throw bad("it holds no list of content");
        }
        Optional<String> told = Optional.of(model).filter(name -> !name.isEmpty());
        return WholeReply.of(body, JsonEdits.NONE, counts.usage(), told);
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
