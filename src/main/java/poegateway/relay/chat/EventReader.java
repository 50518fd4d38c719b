package poegateway.relay.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonEdits;
import poegateway.wire.JsonFault;
import poegateway.wire.ObjectWalk;

/** Reads one event of a stream, notes in the memory what later events need, and says what must change. */
final class EventReader {
    private static final byte[] TOOL_CALLS = "\"tool_calls\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final int NONE = -1;

    private final StreamMemory memory;
    private final boolean usageWanted;
    private final byte[] bytes;
    private final JsonCursor cursor;
    private final JsonEdits.Builder edits = JsonEdits.builder();
    private boolean isError;
    private int usageMember = NONE;
    private boolean usageNull;
    private int choices = NONE;

    private EventReader(StreamMemory memory, boolean usageWanted, byte[] bytes, JsonCursor cursor) {
        this.memory = memory;
        this.usageWanted = usageWanted;
        this.bytes = bytes;
        this.cursor = cursor;
    }

    /**
     * What becomes of an event.
     *
     * @param swallowed whether the caller must not see it at all
     * @param edits changes, at offsets of the array in which the event lies
     */
    record Reading(boolean swallowed, JsonEdits edits) {
        static final Reading SWALLOWED = new Reading(true, JsonEdits.NONE);
    }

    /**
     * Reads the data of an event, which must be a JSON object.
     *
     * @param named whether the event has a name, which no chunk has
     * @throws FailureException when it is an error of Poe's, or no chunk
     */
    static Reading read(StreamMemory memory, boolean usageWanted, byte[] bytes, int from, int to, boolean named) {
        try (JsonCursor cursor = new JsonCursor(bytes, from, to)) {
            cursor.need();
            EventReader reader = new EventReader(memory, usageWanted, bytes, cursor);
            ObjectWalk root = reader.read();
            if (reader.isError) {
                if (reader.choices > 0) {
                    memory.seeEvent();
                }
                throw memory.failure(PoeErrors.readEvent(bytes, from, to, ""));
            }
            return reader.choices == NONE ? reader.noChunk(root, named) : reader.chunk(root);
        } catch (JsonFault fault) {
            throw bad("broken JSON in an event of the stream, " + fault.place());
        }
    }

    private ObjectWalk read() throws JsonFault {
        ObjectWalk root = ObjectWalk.of(cursor);
        for (String name = root.next(); name != null; name = root.next()) {
            switch (name) {
                case "error" -> readError(root);
                case "usage" -> readUsage(root);
                case "choices" -> readChoices();
                case "id", "created", "model" -> readHead(name);
                default -> {}
            }
        }
        return root;
    }

    /** Pings and the like crash clients. As the first event, something else than a stream of chunks is coming. */
    private Reading noChunk(ObjectWalk root, boolean named) {
        if (root.member() == NONE || named || memory.eventSeen()) {
            return Reading.SWALLOWED;
        }
        throw bad("the first event of the stream is no chunk");
    }

    private Reading chunk(ObjectWalk root) {
        memory.seeEvent();
        if (usageMember != NONE && !usageWanted) {
            if (choices == 0 && !usageNull) {
                return Reading.SWALLOWED;
            }
            root.drop(usageMember, EditIds.USAGE_REMOVED);
        }
        root.writeTo(edits);
        return new Reading(false, edits.build());
    }

    private void readError(ObjectWalk root) {
        if (cursor.current() == JsonToken.VALUE_NULL) {
            root.drop(root.member(), EditIds.ERROR_NULL);
        } else {
            isError = true;
        }
    }

    private void readUsage(ObjectWalk root) throws JsonFault {
        usageMember = root.member();
        usageNull = cursor.current() == JsonToken.VALUE_NULL;
        if (cursor.current() == JsonToken.START_OBJECT) {
            JsonEdits.Builder inside = usageWanted ? edits : JsonEdits.builder(); // the whole member goes else
            UsageReader.read(cursor, inside).ifPresent(memory::seeUsage);
        }
    }

    private void readHead(String name) throws JsonFault {
        if (!memory.roleGiven() && cursor.current().isScalarValue() && cursor.current() != JsonToken.VALUE_NULL) {
            memory.seeHead(name, bytes, cursor.start(), cursor.end());
            if (name.equals("model") && cursor.current() == JsonToken.VALUE_STRING) {
                memory.seeModel(cursor.text());
            }
        }
    }

    private void readChoices() throws JsonFault {
        if (cursor.current() != JsonToken.START_ARRAY) {
            return;
        }
        choices = 0;
        while (cursor.need() != JsonToken.END_ARRAY) {
            choices++;
            if (cursor.current() == JsonToken.START_OBJECT) {
                readChoice();
            } else {
                cursor.skip();
            }
        }
    }

    private void readChoice() throws JsonFault {
        ObjectWalk walk = ObjectWalk.of(cursor);
        Range finish = Range.NONE;
        String reason = "";
        for (String name = walk.next(); name != null; name = walk.next()) {
            if (name.equals("delta") && cursor.current() == JsonToken.START_OBJECT) {
                DeltaReader.read(cursor, memory, edits);
            } else if (name.equals("finish_reason") && cursor.current() == JsonToken.VALUE_STRING) {
                reason = cursor.text();
                finish = new Range(cursor.start(), cursor.end());
            }
        }
        settleFinish(finish, reason);
    }

    private void settleFinish(Range finish, String reason) {
        if (finish.equals(Range.NONE)) {
            return;
        }
        if (reason.isEmpty()) {
            edits.replace(finish.from(), finish.to(), NULL, EditIds.FINISH_REASON);
            return;
        }
        memory.seeFinish();
        if (reason.equals("stop") && !memory.toolCalls().isEmpty()) {
            edits.replace(finish.from(), finish.to(), TOOL_CALLS, EditIds.FINISH_REASON);
        }
    }

    private static FailureException bad(String reason) {
        return new FailureException(new ReplyFailure.BadResponse(reason));
    }
}
