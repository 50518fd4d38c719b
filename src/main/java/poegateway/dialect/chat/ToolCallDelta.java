package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;
import poegateway.wire.ByteRange;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/**
 * One piece of a tool call. Clients join the strings of all pieces, so that what is said twice comes out doubled; without an
 * index they cannot join at all, and the first piece must say what is called.
 */
final class ToolCallDelta {
    private static final int NONE = -1;
    private static final int INDEX_MAX = 1_000_000;

    private final JsonCursor cursor;
    private final JsonEdits.Builder edits;
    private final ObjectReader walk;
    private int indexMember = NONE;
    private int index = ToolCalls.NO_INDEX;
    private int idMember = NONE;
    private @Nullable String id;
    private int typeMember = NONE;
    private boolean typed;
    private boolean custom;
    private @Nullable ObjectReader function;
    private int nameMember = NONE;
    private @Nullable String name;
    private CallArguments arguments = CallArguments.MISSING;

    /**
     * Walks over the piece; the cursor must stand on its opening brace, and is left on the closing one.
     *
     * @param edits of this piece alone
     */
    ToolCallDelta(JsonCursor cursor, JsonEdits.Builder edits) throws JsonFault {
        this.cursor = cursor;
        this.edits = edits;
        this.walk = ObjectReader.of(cursor);
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
                case "custom" -> custom = cursor.current() == JsonToken.START_OBJECT;
                default -> {}
            }
        }
    }

    /**
     * Decides what must change, in view of the pieces before.
     *
     * @param idIfNone id for a call that has none
     * @return whether the caller may have it; not before the name is known, and what it says comes with that
     */
    boolean settle(ToolCalls calls, String idIfNone) {
        ToolCalls.Call call = calls.of(index, id, name);
        boolean later = call.begun();
        boolean repeatsId = call.repeatsId(id);
        boolean repeatsType = call.repeatsType(typed);
        boolean repeatsName = call.repeatsName(name);
        call.accept(arguments.text());
        if (later) {
            drop(walk, idMember, repeatsId);
            drop(walk, typeMember, repeatsType);
            dropFromFunction(nameMember, repeatsName);
        } else if (name == null && !custom) {
            call.keep(arguments.text());
            return false;
        } else {
            call.begin();
            identify(call, idIfNone);
        }
        settleArguments(call.takeKept());
        settleIndex(call.index());
        if (function != null) {
            function.writeTo(edits);
        }
        walk.writeTo(edits);
        return true;
    }

    private void identify(ToolCalls.Call call, String idIfNone) {
        if (id == null) {
            String known = call.id();
            String made = known == null ? idIfNone + "_" + call.index() : known;
            call.repeatsId(made);
            put(idMember, "\"id\":" + Json.quoted(made));
        }
        if (!typed) {
            call.repeatsType(true);
            put(typeMember, custom ? "\"type\":\"custom\"" : "\"type\":\"function\"");
        }
    }

    private void put(int member, String text) {
        if (member != NONE) {
            walk.drop(member, EditIds.TOOL_IDENTITY);
        }
        walk.add(text, EditIds.TOOL_IDENTITY);
    }

    /** Arguments that came before the name come in front of those that come with it. */
    private void settleArguments(String kept) {
        if (kept.isEmpty() && arguments.isString()) {
            return;
        }
        if (!arguments.at().equals(ByteRange.NONE)) {
            arguments.replace(kept + arguments.text(), edits);
        } else if (function != null) {
            function.add("\"arguments\":" + Json.quoted(kept), EditIds.ARGUMENTS);
        }
    }

    private void settleIndex(int settled) {
        if (index == settled) {
            return;
        }
        if (indexMember != NONE) {
            walk.drop(indexMember, EditIds.TOOL_INDEX);
        }
        walk.add("\"index\":" + settled, EditIds.TOOL_INDEX);
    }

    private void dropFromFunction(int member, boolean repeats) {
        if (function != null) {
            drop(function, member, repeats);
        }
    }

    private static void drop(ObjectReader walk, int member, boolean repeats) {
        if (member != NONE && repeats) {
            walk.drop(member, EditIds.TOOL_REPEAT);
        }
    }

    private void readIndex() {
        indexMember = walk.member();
        if (cursor.current() == JsonToken.VALUE_NUMBER_INT) {
            double number = cursor.number();
            index = number >= 0 && number <= INDEX_MAX ? (int) number : ToolCalls.NO_INDEX;
        }
    }

    private void readFunction() throws JsonFault {
        if (cursor.current() != JsonToken.START_OBJECT) {
            walk.drop(walk.member(), EditIds.NULL_MEMBER);
            return;
        }
        ObjectReader inner = ObjectReader.of(cursor);
        for (String key = inner.next(); key != null; key = inner.next()) {
            if (key.equals("name")) {
                nameMember = inner.member();
                name = text();
            } else if (key.equals("arguments")) {
                arguments = CallArguments.read(cursor);
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
