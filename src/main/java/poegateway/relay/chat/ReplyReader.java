package poegateway.relay.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import poegateway.core.Usage;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonEdits;
import poegateway.wire.JsonFault;
import poegateway.wire.ObjectWalk;

/** Walks once over a whole reply and notes what must change. */
final class ReplyReader {
    private static final byte[] STOP = "\"stop\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TOOL_CALLS = "\"tool_calls\"".getBytes(StandardCharsets.US_ASCII);

    private final JsonCursor cursor;
    private final JsonEdits.Builder edits;
    private boolean error;
    private boolean choices;
    private boolean answered;
    private Optional<Usage> usage = Optional.empty();
    private String model = "";

    /** The cursor must stand on the opening brace. */
    ReplyReader(JsonCursor cursor, JsonEdits.Builder edits) {
        this.cursor = cursor;
        this.edits = edits;
    }

    boolean isError() {
        return error;
    }

    /** Whether there is a choice, be it empty: then a model has run. */
    boolean answered() {
        return answered;
    }

    boolean hasChoices() {
        return choices;
    }

    Optional<Usage> usage() {
        return usage;
    }

    Optional<String> model() {
        return Optional.of(model).filter(name -> !name.isEmpty());
    }

    void read() throws JsonFault {
        ObjectWalk walk = ObjectWalk.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            switch (name) {
                case "error" -> readError(walk);
                case "choices" -> readChoices();
                case "usage" -> readUsage();
                case "model" -> model = cursor.current() == JsonToken.VALUE_STRING ? cursor.text() : "";
                default -> {}
            }
        }
        walk.writeTo(edits);
    }

    private void readError(ObjectWalk walk) {
        if (cursor.current() == JsonToken.VALUE_NULL) {
            walk.drop(walk.member(), EditIds.ERROR_NULL);
        } else {
            error = true;
        }
    }

    private void readUsage() throws JsonFault {
        if (cursor.current() == JsonToken.START_OBJECT) {
            usage = UsageReader.read(cursor, edits);
        }
    }

    private void readChoices() throws JsonFault {
        if (cursor.current() != JsonToken.START_ARRAY) {
            return;
        }
        choices = true;
        while (cursor.need() != JsonToken.END_ARRAY) {
            answered = true;
            if (cursor.current() == JsonToken.START_OBJECT) {
                readChoice();
            } else {
                cursor.skip();
            }
        }
    }

    private void readChoice() throws JsonFault {
        ObjectWalk walk = ObjectWalk.of(cursor);
        boolean logprobs = false;
        boolean toolCalls = false;
        Finish finish = Finish.UNTOLD;
        for (String name = walk.next(); name != null; name = walk.next()) {
            switch (name) {
                case "logprobs" -> logprobs = true;
                case "message" -> toolCalls |= readMessage();
                case "finish_reason" -> finish = readFinishReason();
                default -> {}
            }
        }
        if (!logprobs) {
            walk.add("\"logprobs\":null", EditIds.LOGPROBS);
        }
        if ((finish.stops() && toolCalls) || finish.empty()) {
            edits.replace(finish.at().from(), finish.at().to(), toolCalls ? TOOL_CALLS : STOP, EditIds.FINISH_REASON);
        }
        walk.writeTo(edits);
    }

    private Finish readFinishReason() throws JsonFault {
        String reason = cursor.current() == JsonToken.VALUE_STRING ? cursor.text() : "";
        boolean empty = reason.isEmpty()
                && (cursor.current() == JsonToken.VALUE_STRING || cursor.current() == JsonToken.VALUE_NULL);
        return new Finish(new Range(cursor.start(), cursor.end()), reason.equals("stop"), empty);
    }

    /** Whether the message holds tool calls. */
    private boolean readMessage() throws JsonFault {
        if (cursor.current() != JsonToken.START_OBJECT) {
            return false;
        }
        ObjectWalk walk = ObjectWalk.of(cursor);
        boolean refusal = false;
        boolean content = false;
        boolean toolCalls = false;
        for (String name = walk.next(); name != null; name = walk.next()) {
            switch (name) {
                case "refusal" -> refusal = true;
                case "content" -> content = true;
                case "tool_calls" -> toolCalls = readToolCalls();
                default -> {}
            }
        }
        if (toolCalls && !content) {
            walk.add("\"content\":null", EditIds.CONTENT);
        }
        if (!refusal) {
            walk.add("\"refusal\":null", EditIds.REFUSAL);
        }
        walk.writeTo(edits);
        return toolCalls;
    }

    /** Whether there are any. */
    private boolean readToolCalls() throws JsonFault {
        if (cursor.current() != JsonToken.START_ARRAY) {
            return false;
        }
        boolean any = false;
        while (cursor.need() != JsonToken.END_ARRAY) {
            any = true;
            if (cursor.current() == JsonToken.START_OBJECT) {
                readToolCall();
            } else {
                cursor.skip();
            }
        }
        return any;
    }

    private void readToolCall() throws JsonFault {
        ObjectWalk walk = ObjectWalk.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            if (name.equals("index")) {
                walk.drop(walk.member(), EditIds.TOOL_INDEX_REMOVED);
            }
        }
        walk.writeTo(edits);
    }

    /**
     * A finish reason.
     *
     * @param stops whether it says that the answer is complete
     * @param empty it is there and says nothing, though the reply is whole
     */
    private record Finish(Range at, boolean stops, boolean empty) {
        static final Finish UNTOLD = new Finish(Range.NONE, false, false);
    }
}
