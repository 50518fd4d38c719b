package poegateway.relay.chat;

import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonEdits;
import poegateway.wire.JsonFault;
import poegateway.wire.ObjectWalk;

/**
 * One piece of a tool call. Clients join the strings of all pieces, so that what is said twice comes out doubled; and
 * without an index they cannot join at all.
 */
final class ToolCallDelta {
    private static final int NONE = -1;

    private final JsonCursor cursor;
    private final ObjectWalk walk;
    private int indexMember = NONE;
    private int index = NONE;
    private int idMember = NONE;
    private @Nullable String id;
    private int typeMember = NONE;
    private boolean typed;
    private @Nullable ObjectWalk function;
    private int nameMember = NONE;
    private @Nullable String name;
    private String arguments = "";

    /** Walks over the piece; the cursor must stand on its opening brace, and is left on the closing one. */
    ToolCallDelta(JsonCursor cursor) throws JsonFault {
        this.cursor = cursor;
        this.walk = ObjectWalk.of(cursor);
        for (String key = walk.next(); key != null; key = walk.next()) {
            switch (key) {
                case "index" -> readIndex();
                case "id" -> {
                    idMember = walk.member();
                    id = text();
                }
                case "type" -> {
                    typeMember = walk.member();
                    typed = text() != null;
                }
                case "function" -> readFunction();
                default -> {}
            }
        }
    }

    /** Decides what must change, in view of the pieces before. */
    void settle(ToolCalls calls, JsonEdits.Builder edits) {
        settleIndex(calls);
        ToolCalls.Call call = calls.at(index);
        boolean later = call.begin();
        boolean repeatsId = call.repeatsId(id);
        boolean repeatsType = call.repeatsType(typed);
        boolean repeatsName = call.repeatsName(name);
        call.accept(arguments);
        if (later) {
            drop(walk, idMember, repeatsId);
            drop(walk, typeMember, repeatsType);
        }
        if (function != null) {
            drop(function, nameMember, later && repeatsName);
            function.writeTo(edits);
        }
        walk.writeTo(edits);
    }

    private void settleIndex(ToolCalls calls) {
        if (index != NONE) {
            return;
        }
        index = calls.indexOf(id, name);
        if (indexMember != NONE) {
            walk.drop(indexMember, EditIds.TOOL_INDEX);
        }
        walk.add("\"index\":" + index, EditIds.TOOL_INDEX);
    }

    private static void drop(ObjectWalk walk, int member, boolean repeats) {
        if (member != NONE && repeats) {
            walk.drop(member, EditIds.TOOL_REPEAT);
        }
    }

    private void readIndex() {
        indexMember = walk.member();
        if (cursor.current() == JsonToken.VALUE_NUMBER_INT) {
            index = Math.max(NONE, (int) cursor.number());
        }
    }

    private void readFunction() throws JsonFault {
        if (cursor.current() != JsonToken.START_OBJECT) {
            return;
        }
        ObjectWalk inner = ObjectWalk.of(cursor);
        for (String key = inner.next(); key != null; key = inner.next()) {
            if (key.equals("name")) {
                nameMember = inner.member();
                name = text();
            } else if (key.equals("arguments") && cursor.current() == JsonToken.VALUE_STRING) {
                arguments = cursor.text();
            }
        }
        function = inner;
    }

    /** The string at hand; null when it is empty or no string. */
    private @Nullable String text() throws JsonFault {
        if (cursor.current() != JsonToken.VALUE_STRING) {
            return null;
        }
        String text = cursor.text();
        return text.isEmpty() ? null : text;
    }
}
