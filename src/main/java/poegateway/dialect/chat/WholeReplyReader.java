package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.WholeReply;
import poegateway.dialect.poe.ErrorObject;
import poegateway.wire.Utf8;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** Walks once over a whole reply and notes what must change. */
final class WholeReplyReader {
    private final JsonCursor cursor;
    private final byte[] body;
    private final Envelope envelope;
    private final JsonEdits.Builder edits = JsonEdits.builder();
    private final ChoiceReader choices;
    private final ErrorObject form = new ErrorObject();
    private boolean error;
    private Optional<Usage> usage = Optional.empty();
    private String model = "";

    /** The cursor must stand on the opening brace. */
    WholeReplyReader(JsonCursor cursor, Envelope envelope, byte[] body) {
        this.cursor = cursor;
        this.body = body;
        this.envelope = envelope;
        if (Utf8.beginsWithMark(body)) {
            edits.remove(0, Utf8.BYTE_ORDER_MARK_BYTES, EditIds.BYTE_ORDER_MARK);
        }
        this.choices = new ChoiceReader(cursor, envelope, edits);
    }

    void read() throws JsonFault {
        ObjectReader walk = ObjectReader.of(cursor);
        EnvelopeReader told = new EnvelopeReader(cursor, walk, "chat.completion");
        for (String name = walk.next(); name != null; name = walk.next()) {
            told.note(name);
            switch (name) {
                case "error" -> readError(walk);
                case "choices" -> readChoices();
                case "usage" -> readUsage(walk);
                case "object", "type", "status", "code", "errors", "detail" -> form.note(name, cursor);
                case "model" -> model = cursor.current() == JsonToken.VALUE_STRING ? cursor.text() : "";
                default -> {}
            }
        }
        told.fill(envelope.values());
        walk.writeTo(edits);
    }

    /** Decides on the reply, once all of it is known to be JSON. */
    WholeReply settle() {
        PoeRefusal inChoice = choices.error();
        if (error || (choices.count() == 0 && form.isError())) {
            Failure said = envelope.errors().readEvent(body, 0, body.length);
            boolean begun = choices.count() > 0 && said instanceof PoeRefusal;
            throw new FailureException(begun ? new ReplyFailure.Interrupted((PoeRefusal) said) : said);
        }
        if (inChoice != null) {
            throw new FailureException(new ReplyFailure.Interrupted(inChoice));
        }
        if (choices.hasCutCall()) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
        if (!choices.fault().isEmpty()) {
            throw new FailureException(new ReplyFailure.BadResponse(choices.fault()));
        }
        return WholeReply.of(body, edits.build(), usage, Optional.of(model).filter(name -> !name.isEmpty()));
    }

    private void readError(ObjectReader walk) {
        if (cursor.current() == JsonToken.VALUE_NULL) {
            walk.drop(walk.member(), EditIds.ERROR_NULL);
        } else {
            error = true;
        }
    }

    private void readUsage(ObjectReader walk) throws JsonFault {
        if (cursor.current() == JsonToken.START_OBJECT) {
            usage = UsageReader.read(cursor, edits);
        } else {
            walk.drop(walk.member(), EditIds.USAGE_NULL);
        }
    }

    private void readChoices() throws JsonFault {
        if (cursor.current() == JsonToken.START_ARRAY) {
            choices.read();
        }
    }
}
