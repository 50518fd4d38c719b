package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** The pieces of tool calls in one delta. Those that the caller may not have yet are left out of their list. */
final class ToolCallPieces {
    private final JsonCursor cursor;
    private final StreamState state;
    private final JsonEdits.Builder edits;
    private final List<Piece> kept = new ArrayList<>();
    private int seen;

    ToolCallPieces(JsonCursor cursor, StreamState state, JsonEdits.Builder edits) {
        this.cursor = cursor;
        this.state = state;
        this.edits = edits;
    }

    /**
     * The cursor must stand on the value of {@code tool_calls}, and is left on its last token, or on its first when it is no
     * list.
     *
     * @param delta the walk whose member it is
     * @return whether there are any
     */
    boolean read(ObjectReader delta) throws JsonFault {
        if (cursor.current() == JsonToken.VALUE_NULL) {
            delta.drop(delta.member(), EditIds.NULL_MEMBER);
        } else if (cursor.current() == JsonToken.START_ARRAY) {
            readList(delta);
        }
        return seen > 0;
    }

    private void readList(ObjectReader delta) throws JsonFault {
        int from = cursor.start();
        while (cursor.need() != JsonToken.END_ARRAY) {
            seen++;
            if (cursor.current() == JsonToken.START_OBJECT) {
                readPiece();
            } else {
                cursor.skip();
            }
        }
        if (seen == kept.size()) {
            kept.forEach(piece -> edits.addAll(piece.edits));
        } else if (kept.isEmpty()) {
            delta.drop(delta.member(), EditIds.TOOL_REPEAT);
        } else {
            edits.replace(from, cursor.end(), joined(), EditIds.TOOL_REPEAT);
        }
    }

    private void readPiece() throws JsonFault {
        int from = cursor.start();
        JsonEdits.Builder own = JsonEdits.builder();
        ToolCallDelta piece = new ToolCallDelta(cursor, own);
        if (piece.settle(state.toolCalls(), state.callId())) {
            kept.add(new Piece(from, cursor.end(), own.build()));
        }
    }

    private byte[] joined() {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        array.write('[');
        for (Piece piece : kept) {
            if (array.size() > 1) {
                array.write(',');
            }
            array.writeBytes(piece.edits.apply(cursor.source(), piece.from, piece.to));
        }
        array.write(']');
        return array.toByteArray();
    }

    private record Piece(int from, int to, JsonEdits edits) {}
}
