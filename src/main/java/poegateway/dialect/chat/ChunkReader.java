package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.PoeRefusal;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** Reads the choices of one chunk. */
final class ChunkReader {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final JsonCursor cursor;
    private final StreamState state;
    private final JsonEdits.Builder edits;
    private int choices;
    private DeltaReader.Adds adds = DeltaReader.Adds.NOTHING;
    private String finish = "";
    private ByteRange finishAt = ByteRange.NONE;
    private @Nullable PoeRefusal error;

    ChunkReader(JsonCursor cursor, StreamState state, JsonEdits.Builder edits) {
        this.cursor = cursor;
        this.state = state;
        this.edits = edits;
    }

    /** The cursor must stand on the opening bracket, and is left on the closing one. */
    void read() throws JsonFault {
        while (cursor.need() != JsonToken.END_ARRAY) {
            if (cursor.current() == JsonToken.START_OBJECT) {
                choices++;
                readChoice();
            } else {
                cursor.skip();
            }
        }
    }

    /** How many there are; what is no object does not count. */
    int choices() {
        return choices;
    }

    DeltaReader.Adds adds() {
        return adds;
    }

    /** Why the answer ended, in OpenAI's words; empty when it goes on. */
    String finish() {
        return finish;
    }

    /** Where that stands. */
    ByteRange finishAt() {
        return finishAt;
    }

    /** The error that a choice holds, which no client looks for there. */
    @Nullable
    PoeRefusal error() {
        return error;
    }

    private void readChoice() throws JsonFault {
        ObjectReader walk = ObjectReader.of(cursor);
        String failed = "";
        ByteRange said = ByteRange.NONE;
        boolean delta = false;
        ByteRange message = ByteRange.NONE;
        int messageMember = 0;
        for (String name = walk.next(); name != null; name = walk.next()) {
            switch (name) {
                case "delta" -> {
                    delta = true;
                    readDelta(cursor);
                }
                case "message" -> {
                    messageMember = walk.member();
                    message = objectAt();
                }
                case "finish_reason" -> failed = readFinish();
                case "error" -> said = ChoiceError.at(cursor);
                default -> {}
            }
        }
        if (!delta && !message.equals(ByteRange.NONE) && !state.roleGiven()) {
            walk.rename(messageMember, "delta", EditIds.MESSAGE_TO_DELTA);
            walk.writeTo(edits);
            readMessage(message);
        }
        if (!failed.isEmpty() || !said.equals(ByteRange.NONE)) {
            error = ChoiceError.read(cursor.source(), said, failed, state.errors());
        }
    }

    private ByteRange objectAt() throws JsonFault {
        if (cursor.current() != JsonToken.START_OBJECT) {
            return ByteRange.NONE;
        }
        int from = cursor.start();
        cursor.skip();
        return new ByteRange(from, cursor.end());
    }

    /** As the first of the answer it can only be all or the beginning of it; a later one may repeat what came. */
    private void readMessage(ByteRange at) throws JsonFault {
        JsonCursor inner = new JsonCursor(cursor.source(), at.from(), at.to());
        inner.need();
        readDelta(inner);
    }

    private void readDelta(JsonCursor cursor) throws JsonFault {
        if (cursor.current() == JsonToken.START_OBJECT) {
            DeltaReader.Adds more = DeltaReader.read(cursor, state, edits);
            adds = more.compareTo(adds) > 0 ? more : adds;
        }
    }

    /** Poe's word if it says that the answer failed, else empty. */
    private String readFinish() throws JsonFault {
        JsonToken token = cursor.current();
        if (token == JsonToken.VALUE_NULL) {
            return "";
        }
        String said = token == JsonToken.VALUE_STRING ? cursor.text() : token == JsonToken.VALUE_FALSE ? "" : "unknown";
        int from = cursor.start();
        cursor.skip();
        ByteRange at = new ByteRange(from, cursor.end());
        if (said.isEmpty()) {
            edits.replace(at.from(), at.to(), NULL, EditIds.FINISH_REASON);
            return "";
        }
        finish = FinishReason.known(said);
        finishAt = at;
        return finish.equals(FinishReason.ERROR) ? said : "";
    }
}
