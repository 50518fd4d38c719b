package poegateway.relay.chat;

import com.fasterxml.jackson.core.JsonToken;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonEdits;
import poegateway.wire.JsonFault;
import poegateway.wire.ObjectWalk;

/** Reads what one chunk adds to the message. */
final class DeltaReader {
    private static final int NONE = -1;

    private final JsonCursor cursor;
    private final StreamMemory memory;
    private final JsonEdits.Builder edits;
    private final ObjectWalk walk;
    private int roleMember = NONE;
    private boolean hasRole;
    private int reasoningMember = NONE;
    private boolean hasReasoning;
    private int reasoningContentMember = NONE;
    private boolean hasReasoningContent;

    private DeltaReader(JsonCursor cursor, StreamMemory memory, JsonEdits.Builder edits) {
        this.cursor = cursor;
        this.memory = memory;
        this.edits = edits;
        this.walk = ObjectWalk.of(cursor);
    }

    /** The cursor must stand on the opening brace of the delta, and is left on the closing one. */
    static void read(JsonCursor cursor, StreamMemory memory, JsonEdits.Builder edits) throws JsonFault {
        DeltaReader reader = new DeltaReader(cursor, memory, edits);
        reader.read();
        reader.settleRole();
        reader.settleReasoning();
        reader.walk.writeTo(edits);
    }

    private void read() throws JsonFault {
        for (String name = walk.next(); name != null; name = walk.next()) {
            boolean present = cursor.current() != JsonToken.VALUE_NULL;
            switch (name) {
                case "role" -> {
                    roleMember = walk.member();
                    hasRole = present;
                }
                case "reasoning" -> {
                    reasoningMember = walk.member();
                    hasReasoning = present;
                }
                case "reasoning_content" -> {
                    reasoningContentMember = walk.member();
                    hasReasoningContent = present;
                }
                case "tool_calls" -> readToolCalls();
                default -> {}
            }
        }
    }

    private void readToolCalls() throws JsonFault {
        if (cursor.current() != JsonToken.START_ARRAY) {
            return;
        }
        while (cursor.need() != JsonToken.END_ARRAY) {
            if (cursor.current() == JsonToken.START_OBJECT) {
                new ToolCallDelta(cursor).settle(memory.toolCalls(), edits);
            } else {
                cursor.skip();
            }
        }
    }

    /** Whether a later delta names the role cannot be known, so the first one must. */
    private void settleRole() {
        if (memory.roleGiven()) {
            return;
        }
        memory.giveRole();
        if (!hasRole) {
            if (roleMember != NONE) {
                walk.drop(roleMember, EditIds.ROLE);
            }
            walk.add("\"role\":\"assistant\"", EditIds.ROLE);
        }
    }

    private void settleReasoning() {
        if (reasoningMember == NONE) {
            return;
        }
        if (!hasReasoning || hasReasoningContent) {
            walk.drop(reasoningMember, EditIds.REASONING);
            return;
        }
        if (reasoningContentMember != NONE) {
            walk.drop(reasoningContentMember, EditIds.REASONING);
        }
        walk.rename(reasoningMember, "reasoning_content", EditIds.REASONING);
    }
}
