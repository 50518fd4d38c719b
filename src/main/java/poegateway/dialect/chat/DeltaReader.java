package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** Reads what one chunk adds to the message. */
final class DeltaReader {
    private static final int NONE = -1;

    private final JsonCursor cursor;
    private final StreamState state;
    private final JsonEdits.Builder edits;
    private final ObjectReader walk;
    private int roleMember = NONE;
    private boolean hasRole;
    private int reasoningMember = NONE;
    private boolean hasReasoning;
    private int reasoningContentMember = NONE;
    private boolean hasReasoningContent;
    private Adds adds = Adds.NOTHING;

    /** What a delta adds to the answer. */
    enum Adds {
        NOTHING,
        /** Something that may follow the end of the text, such as annotations. */
        EXTRAS,
        /** Text or a piece of a call: the answer goes on. */
        WORDS
    }

    private DeltaReader(JsonCursor cursor, StreamState state, JsonEdits.Builder edits) {
        this.cursor = cursor;
        this.state = state;
        this.edits = edits;
        this.walk = ObjectReader.of(cursor);
    }

    /** The cursor must stand on the opening brace of the delta, and is left on the closing one. */
    static Adds read(JsonCursor cursor, StreamState state, JsonEdits.Builder edits) throws JsonFault {
        DeltaReader reader = new DeltaReader(cursor, state, edits);
        reader.read();
        reader.settleRole();
        reader.settleReasoning();
        reader.walk.writeTo(edits);
        return reader.adds;
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
                    adds(Adds.WORDS, !isEmpty());
                }
                case "reasoning_content" -> {
                    reasoningContentMember = walk.member();
                    hasReasoningContent = present;
                    adds(Adds.WORDS, !isEmpty());
                }
                case "content" -> adds(Adds.WORDS, ContentParts.joinContent(cursor, edits));
                case "tool_calls" -> readToolCalls();
                case "function_call" -> readFunctionCall();
                case "refusal", "audio" -> adds(Adds.WORDS, !isEmpty());
                default -> adds(Adds.EXTRAS, !isEmpty());
            }
        }
    }

    private void adds(Adds kind, boolean something) {
        adds = something && kind.compareTo(adds) > 0 ? kind : adds;
    }

    /** Whether the value at hand is null or an empty string. */
    private boolean isEmpty() throws JsonFault {
        return switch (cursor.current()) {
            case VALUE_NULL -> true;
            case VALUE_STRING -> cursor.text().isEmpty();
            default -> false;
        };
    }

    private void readToolCalls() throws JsonFault {
        ToolCallPieces pieces = new ToolCallPieces(cursor, state, edits);
        adds(Adds.WORDS, pieces.read(walk));
    }

    private void readFunctionCall() throws JsonFault {
        if (cursor.current() == JsonToken.VALUE_NULL) {
            walk.drop(walk.member(), EditIds.NULL_MEMBER);
        } else if (cursor.current() == JsonToken.START_OBJECT) {
            CallArguments arguments = CallArguments.ofFunctionCall(cursor, "", edits);
            state.toolCalls().acceptFunctionCall(arguments.text());
            adds(Adds.WORDS, true);
        }
    }

    /** Whether a later delta names the role cannot be known, so the first one must. */
    private void settleRole() {
        boolean first = !state.roleGiven();
        state.giveRole();
        if (hasRole || (!first && roleMember == NONE)) {
            return;
        }
        if (roleMember != NONE) {
            walk.drop(roleMember, EditIds.ROLE);
        }
        if (first) {
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
