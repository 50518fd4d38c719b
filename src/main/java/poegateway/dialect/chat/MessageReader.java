package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonCompleteness;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** Reads the message of a choice. */
final class MessageReader {
    private static final String NO_ARGUMENTS = "{}";

    private final JsonCursor cursor;
    private final Envelope envelope;
    private final JsonEdits.Builder edits;
    private int toolCalls;
    private boolean functionCall;
    private boolean cutCall;
    private String fault = "a choice holds no message";

    MessageReader(JsonCursor cursor, Envelope envelope, JsonEdits.Builder edits) {
        this.cursor = cursor;
        this.envelope = envelope;
        this.edits = edits;
    }

    boolean hasToolCalls() {
        return toolCalls > 0;
    }

    boolean hasFunctionCall() {
        return functionCall;
    }

    /** Whether the arguments of a call have begun and are not whole. */
    boolean hasCutCall() {
        return cutCall;
    }

    /** Why it is no message; empty when it is one. */
    String fault() {
        return fault;
    }

    /** The cursor must stand on the value, and is left on its last token or its first. */
    void read() throws JsonFault {
        if (cursor.current() != JsonToken.START_OBJECT) {
            return;
        }
        fault = "";
        ObjectReader walk = ObjectReader.of(cursor);
        boolean refusal = false;
        boolean content = false;
        boolean role = false;
        for (String name = walk.next(); name != null; name = walk.next()) {
            switch (name) {
                case "refusal" -> refusal = true;
                case "content" -> {
                    content = true;
                    ContentParts.joinContent(cursor, edits);
                }
                case "role" -> role = readRole(walk);
                case "tool_calls" -> readToolCalls(walk);
                case "function_call" -> readFunctionCall(walk);
                default -> {}
            }
        }
        if (!role) {
            walk.add("\"role\":\"assistant\"", EditIds.ROLE);
        }
        if (!content) {
            walk.add(toolCalls > 0 || functionCall ? "\"content\":null" : "\"content\":\"\"", EditIds.CONTENT);
        }
        if (!refusal) {
            walk.add("\"refusal\":null", EditIds.REFUSAL);
        }
        walk.writeTo(edits);
    }

    private boolean readRole(ObjectReader walk) {
        boolean there = cursor.current() == JsonToken.VALUE_STRING;
        if (!there) {
            walk.drop(walk.member(), EditIds.ROLE);
        }
        return there;
    }

    private void readFunctionCall(ObjectReader walk) throws JsonFault {
        if (cursor.current() == JsonToken.START_OBJECT) {
            functionCall = true;
            seeArguments(CallArguments.ofFunctionCall(cursor, NO_ARGUMENTS, edits));
        } else if (cursor.current() == JsonToken.VALUE_NULL) {
            walk.drop(walk.member(), EditIds.NULL_MEMBER);
        }
    }

    private void readToolCalls(ObjectReader walk) throws JsonFault {
        if (cursor.current() == JsonToken.VALUE_NULL) {
            walk.drop(walk.member(), EditIds.NULL_MEMBER);
            return;
        }
        if (cursor.current() != JsonToken.START_ARRAY) {
            return;
        }
        while (cursor.need() != JsonToken.END_ARRAY) {
            if (cursor.current() == JsonToken.START_OBJECT) {
                readToolCall();
            } else {
                cursor.skip();
                fault = "a tool call is no object";
            }
            toolCalls++;
        }
    }

    private void readToolCall() throws JsonFault {
        ObjectReader walk = ObjectReader.of(cursor);
        boolean id = false;
        boolean type = false;
        boolean named = false;
        for (String name = walk.next(); name != null; name = walk.next()) {
            switch (name) {
                case "index" -> walk.drop(walk.member(), EditIds.TOOL_INDEX_REMOVED);
                case "id" -> id = readIdentity(walk);
                case "type" -> type = readIdentity(walk);
                case "function" -> named |= readFunction();
                case "custom" -> named |= cursor.current() == JsonToken.START_OBJECT;
                default -> {}
            }
        }
        if (!id) {
            String made = envelope.id().replace("chatcmpl-", "call_") + "_" + toolCalls;
            walk.add("\"id\":" + Json.quoted(made), EditIds.TOOL_IDENTITY);
        }
        if (!type) {
            walk.add("\"type\":\"function\"", EditIds.TOOL_IDENTITY);
        }
        if (!named) {
            fault = "a tool call has no name";
        }
        walk.writeTo(edits);
    }

    /** Whether the value at hand is a word; else it goes. */
    private boolean readIdentity(ObjectReader walk) throws JsonFault {
        boolean there =
                cursor.current() == JsonToken.VALUE_STRING && !cursor.text().isEmpty();
        if (!there) {
            walk.drop(walk.member(), EditIds.TOOL_IDENTITY);
        }
        return there;
    }

    /** Whether the function has a name. */
    private boolean readFunction() throws JsonFault {
        if (cursor.current() != JsonToken.START_OBJECT) {
            return false;
        }
        boolean named = false;
        boolean arguments = false;
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            if (name.equals("name")) {
                named = cursor.current() == JsonToken.VALUE_STRING
                        && !cursor.text().isEmpty();
            } else if (name.equals("arguments")) {
                arguments = true;
                readArguments();
            }
        }
        if (!arguments) {
            walk.add("\"arguments\":" + Json.quoted(NO_ARGUMENTS), EditIds.ARGUMENTS);
        }
        walk.writeTo(edits);
        return named;
    }

    private void readArguments() throws JsonFault {
        CallArguments read = CallArguments.read(cursor);
        read.makeString(NO_ARGUMENTS, edits);
        seeArguments(read);
    }

    private void seeArguments(CallArguments read) {
        JsonCompleteness balance = new JsonCompleteness();
        balance.accept(read.text());
        cutCall |= balance.isOpen();
    }
}
