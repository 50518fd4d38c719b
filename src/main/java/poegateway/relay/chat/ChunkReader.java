package poegateway.relay.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import poegateway.core.PoeRefusal;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonEdits;
import poegateway.wire.JsonFault;
import poegateway.wire.ObjectWalk;

/** Reads the choices of one chunk. */
final class ChunkReader {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final JsonCursor cursor;
    private final byte[] source;
    private final StreamMemory memory;
    private final JsonEdits.Builder edits;
    private int choices;
    private DeltaReader.Adds adds = DeltaReader.Adds.NOTHING;
    private String finish = "";
    private Range finishAt = Range.NONE;
    private @Nullable PoeRefusal error;

    ChunkReader(JsonCursor cursor, byte[] source, StreamMemory memory, JsonEdits.Builder edits) {
        this.cursor = cursor;
        this.source = source;
        this.memory = memory;
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
    Range finishAt() {
        return finishAt;
    }

    /** The error that a choice holds, which no client looks for there. */
    @Nullable
    PoeRefusal error() {
        return error;
    }

    private void readChoice() throws JsonFault {
        ObjectWalk walk = ObjectWalk.of(cursor);
        boolean failed = false;
        Range said = Range.NONE;
        for (String name = walk.next(); name != null; name = walk.next()) {
            switch (name) {
                case "delta" -> readDelta();
                case "finish_reason" -> failed |= readFinish();
                case "error" -> said = ChoiceError.at(cursor);
                default -> {}
            }
        }
        if (failed || !said.equals(Range.NONE)) {
            error = ChoiceError.read(source, said, "");
        }
    }

    private void readDelta() throws JsonFault {
        if (cursor.current() == JsonToken.START_OBJECT) {
            DeltaReader.Adds more = DeltaReader.read(cursor, source, memory, edits);
            adds = more.compareTo(adds) > 0 ? more : adds;
        }
    }

    /** Whether it says that the answer failed. */
    private boolean readFinish() throws JsonFault {
        JsonToken token = cursor.current();
        if (token == JsonToken.VALUE_NULL) {
            return false;
        }
        String said = token == JsonToken.VALUE_STRING ? cursor.text() : token == JsonToken.VALUE_FALSE ? "" : "unknown";
        int from = cursor.start();
        cursor.skip();
        Range at = new Range(from, cursor.end());
        if (said.isEmpty()) {
            edits.replace(at.from(), at.to(), NULL, EditIds.FINISH_REASON);
            return false;
        }
        finish = FinishReason.known(said);
        finishAt = at;
        return finish.equals(FinishReason.ERROR);
    }
}
