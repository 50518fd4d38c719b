package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.PoeRefusal;
import poegateway.wire.ByteRange;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** Reads the choices of a whole reply. */
final class ChoiceReader {
    private final JsonCursor cursor;
    private final Envelope envelope;
    private final JsonEdits.Builder edits;
    private int count;
    private boolean cutCall;
    private String fault = "it holds no choices";
    private @Nullable PoeRefusal error;

    ChoiceReader(JsonCursor cursor, Envelope envelope, JsonEdits.Builder edits) {
        this.cursor = cursor;
        this.envelope = envelope;
        this.edits = edits;
    }

    /** The cursor must stand on the opening bracket, and is left on the closing one. */
    void read() throws JsonFault {
        while (cursor.need() != JsonToken.END_ARRAY) {
            fault = count == 0 ? "" : fault;
            if (cursor.current() == JsonToken.START_OBJECT) {
                readChoice();
            } else {
                cursor.skip();
                blame("a choice is no object");
            }
            count++;
        }
    }

    /** How many there are; one is enough to say that a model has run. */
    int count() {
        return count;
    }

    /** Why they are no answer; empty when they are. */
    String fault() {
        return fault;
    }

    /** The error that a choice holds, which no client looks for there. */
    @Nullable
    PoeRefusal error() {
        return error;
    }

    /** Whether the arguments of a call are cut, and its choice does not say so. */
    boolean hasCutCall() {
        return cutCall;
    }

    private void readChoice() throws JsonFault {
        ObjectReader walk = ObjectReader.of(cursor);
        MessageReader message = new MessageReader(cursor, envelope, edits);
        boolean logprobs = false;
        boolean index = false;
        Finish finish = Finish.UNTOLD;
        ByteRange said = ByteRange.NONE;
        for (String name = walk.next(); name != null; name = walk.next()) {
            switch (name) {
                case "logprobs" -> logprobs = true;
                case "index" -> index = true;
                case "message" -> message.read();
                case "finish_reason" -> finish = readFinish();
                case "error" -> said = ChoiceError.at(cursor);
                default -> {}
            }
        }
        if (!index) {
            walk.add("\"index\":" + count, EditIds.CHOICE_INDEX);
        }
        if (!logprobs) {
            walk.add("\"logprobs\":null", EditIds.LOGPROBS);
        }
        settleFinish(finish, message, walk);
        walk.writeTo(edits);
        blame(message.fault());
        cutCall |= message.hasCutCall() && finish.known().equals(FinishReason.STOP);
        if (finish.known().equals(FinishReason.ERROR) || !said.equals(ByteRange.NONE)) {
            error = ChoiceError.read(cursor.source(), said, finish.said(), envelope.errors());
        }
    }

    private void blame(String reason) {
        fault = fault.isEmpty() ? reason : fault;
    }

    private void settleFinish(Finish finish, MessageReader message, ObjectReader walk) {
        String reason = FinishReason.besideCalls(finish.known(), message.hasToolCalls(), message.hasFunctionCall());
        if (finish.at().equals(ByteRange.NONE)) {
            walk.add("\"finish_reason\":" + Json.quoted(reason), EditIds.FINISH_REASON);
        } else if (!reason.equals(finish.said())) {
            edits.replace(
                    finish.at().from(),
                    finish.at().to(),
                    Json.quoted(reason).getBytes(StandardCharsets.UTF_8),
                    EditIds.FINISH_REASON);
        }
    }

    private Finish readFinish() throws JsonFault {
        int from = cursor.start();
        String said = cursor.current() == JsonToken.VALUE_STRING ? cursor.text() : "";
        cursor.skip();
        return new Finish(
                new ByteRange(from, cursor.end()), said, said.isEmpty() ? FinishReason.STOP : FinishReason.known(said));
    }

    /**
     * A finish reason.
     *
     * @param said what Poe says; empty when that is nothing, or no string
     * @param known the same in OpenAI's words
     */
    private record Finish(ByteRange at, String said, String known) {
        static final Finish UNTOLD = new Finish(ByteRange.NONE, "", FinishReason.STOP);
    }
}
