package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Locale;
import java.util.Set;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.poe.ErrorObject;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** Reads one event of a stream, notes in the memory what later events need, and says what must change. */
final class EventReader {
    private static final int NONE = -1;
    /** Types and names of events that only show that the stream is alive. */
    private static final Set<String> PINGS = Set.of("ping", "keepalive", "keep-alive", "keep_alive", "heartbeat");

    private final StreamState state;
    private final boolean usageWanted;
    private final byte[] bytes;
    private final JsonCursor cursor;
    private final JsonEdits.Builder edits = JsonEdits.builder();
    private final JsonEdits.Builder usageEdits = JsonEdits.builder();
    private final ChunkReader chunk;
    private final ObjectReader root;
    private final EnvelopeReader envelope;
    private final ErrorObject form = new ErrorObject();
    private boolean isError;
    private boolean isPing;
    private int usageMember = NONE;
    private boolean usageNull;
    private ByteRange usageAt = ByteRange.NONE;
    private boolean hasChoices;

    private EventReader(StreamState state, boolean usageWanted, byte[] bytes, JsonCursor cursor) {
        this.state = state;
        this.usageWanted = usageWanted;
        this.bytes = bytes;
        this.cursor = cursor;
        this.chunk = new ChunkReader(cursor, state, edits);
        this.root = ObjectReader.of(cursor);
        this.envelope = new EnvelopeReader(cursor, root, "chat.completion.chunk");
    }

    /**
     * What became of an event.
     *
     * @param kind what the caller may have of it
     * @param edits changes, at offsets of the array in which the event lies, but for that of the finish
     * @param adds what it adds to the answer
     * @param finish why the answer ended, in OpenAI's words; empty when it goes on
     * @param finishAt where that stands
     */
    record Reading(Kind kind, JsonEdits edits, DeltaReader.Adds adds, String finish, ByteRange finishAt) {
        static final Reading SWALLOWED =
                new Reading(Kind.SWALLOWED, JsonEdits.NONE, DeltaReader.Adds.NOTHING, "", ByteRange.NONE);
    }

    enum Kind {
        /** The caller must not see it. */
        SWALLOWED,
        /** It has choices. */
        CHUNK,
        /** It has usage that the caller wants, and no choices. */
        USAGE
    }

    /**
     * Reads the data of an event, which must be a JSON object.
     *
     * @param eventName name of the event, which no chunk has; empty when it has none
     * @throws FailureException when it is an error of Poe's, or no chunk
     */
    static Reading read(StreamState state, boolean usageWanted, byte[] bytes, int from, int to, String eventName) {
        try {
            JsonCursor cursor = new JsonCursor(bytes, from, to);
            cursor.need();
            EventReader reader = new EventReader(state, usageWanted, bytes, cursor);
            reader.read();
            reader.refuseError(from, to);
            return reader.hasChoices ? reader.settle() : reader.noChunk(eventName);
        } catch (JsonFault fault) {
            throw bad("broken JSON in an event of the stream, " + fault.place());
        }
    }

    private void read() throws JsonFault {
        for (String name = root.next(); name != null; name = root.next()) {
            envelope.note(name);
            switch (name) {
                case "error" -> readError();
                case "usage" -> readUsage();
                case "choices" -> readChoices();
                case "id", "created", "model" -> readHead(name);
                case "type" -> {
                    isPing = isPing();
                    form.note(name, cursor);
                }
                case "object", "status", "code", "errors", "detail" -> form.note(name, cursor);
                default -> {}
            }
        }
    }

    private void refuseError(int from, int to) {
        PoeRefusal inChoice = chunk.error();
        boolean isWholeError = isError || (chunk.choices() == 0 && form.isError());
        if (!isWholeError && inChoice == null) {
            return;
        }
        if (chunk.choices() > 0) {
            state.seeEvent();
        }
        throw isWholeError || inChoice == null ? state.failure(bytes, from, to) : state.failure(inChoice);
    }

    /** Pings and the like crash clients. As the first event, something else than a stream of chunks is coming. */
    private Reading noChunk(String eventName) {
        if (root.member() == NONE || isPing || isPing(eventName) || envelope.isOfChunk()) {
            keepUsage();
            return Reading.SWALLOWED;
        }
        if (eventName.isEmpty() && !state.eventSeen()) {
            throw bad("the first event of the stream is no chunk");
        }
        if (usageAt.equals(ByteRange.NONE)) {
            state.seeUnknown();
        }
        keepUsage();
        return Reading.SWALLOWED;
    }

    private boolean isPing() throws JsonFault {
        return cursor.current() == JsonToken.VALUE_STRING && isPing(cursor.text());
    }

    private static boolean isPing(String word) {
        return PINGS.contains(word.toLowerCase(Locale.ROOT));
    }

    private Reading settle() {
        state.seeEvent();
        return chunk.choices() > 0 ? withChoices() : withoutChoices();
    }

    private Reading withChoices() {
        state.seeEnvelope(envelope.isComplete());
        envelope.fill(state.values());
        if (usageMember != NONE && !(usageWanted && usageNull)) {
            root.drop(usageMember, usageWanted ? EditIds.USAGE_LAST : EditIds.USAGE_REMOVED);
            keepUsage();
        }
        root.writeTo(edits);
        return new Reading(Kind.CHUNK, edits.build(), chunk.adds(), chunk.finish(), chunk.finishAt());
    }

    /** Programs take the first choice without a look, so only usage that was asked for comes without one. */
    private Reading withoutChoices() {
        if (!usageWanted || usageAt.equals(ByteRange.NONE)) {
            return Reading.SWALLOWED;
        }
        envelope.fill(state.values());
        root.writeTo(edits);
        edits.addAll(usageEdits.build());
        return new Reading(Kind.USAGE, edits.build(), DeltaReader.Adds.NOTHING, "", ByteRange.NONE);
    }

    private void keepUsage() {
        if (usageWanted && !usageAt.equals(ByteRange.NONE)) {
            state.keepUsage(usageEdits.build().apply(bytes, usageAt.from(), usageAt.to()));
        }
    }

    private void readError() {
        if (cursor.current() == JsonToken.VALUE_NULL) {
            root.drop(root.member(), EditIds.ERROR_NULL);
        } else {
            isError = true;
        }
    }

    private void readUsage() throws JsonFault {
        usageMember = root.member();
        usageNull = cursor.current() == JsonToken.VALUE_NULL;
        if (cursor.current() == JsonToken.START_OBJECT) {
            int from = cursor.start();
            UsageReader.read(cursor, usageEdits).ifPresent(state::seeUsage);
            usageAt = new ByteRange(from, cursor.end());
        }
    }

    private void readHead(String name) throws JsonFault {
        if (!state.roleGiven() && envelope.fits(name)) {
            state.seeHead(name, bytes, cursor.start(), cursor.end());
            if (name.equals("model")) {
                state.seeModel(cursor.text());
            }
        }
    }

    private void readChoices() throws JsonFault {
        if (cursor.current() == JsonToken.START_ARRAY) {
            hasChoices = true;
            chunk.read();
        }
    }

    private static FailureException bad(String reason) {
        return new FailureException(new ReplyFailure.BadResponse(reason));
    }
}
