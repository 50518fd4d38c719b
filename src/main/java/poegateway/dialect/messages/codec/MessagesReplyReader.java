package poegateway.dialect.messages.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import poegateway.conversation.ReplyEvents;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyReader;
import poegateway.dialect.messages.event.MessageFrame;
import poegateway.dialect.messages.event.MessagesReply;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonKeyScanner;
import poegateway.wire.json.JsonKeyTable;
import poegateway.wire.json.JsonLeftovers;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/** Reads messages into the steps of a reply. Blocks that only Anthropic knows, such as the results of its own tools, are passed over. */
final class MessagesReplyReader implements ReplyReader {
    /** Places of a message that become steps, and those that say nothing of the answer. */
    private static final Set<String> READ = Set.of(
            "id",
            "type",
            "role",
            "model",
            "stop_reason",
            "usage",
            "content",
            "content[text]",
            "content[text].type",
            "content[text].text",
            "content[thinking]",
            "content[thinking].type",
            "content[thinking].thinking",
            "content[thinking].signature",
            "content[tool_use]");

    private final ReplyContext context;
    private final JsonKeyScanner scanner = new JsonKeyScanner(JsonKeyTable.of());
    private final BlockSteps blocks = new BlockSteps();
    private final MessageSteps message = new MessageSteps();
    private boolean started;
    private boolean done;

    MessagesReplyReader(ReplyContext context) {
        this.context = context;
    }

    @Override
    public void event(byte[] bytes, int from, int to, ReplyEvents into) throws IOException {
        if (done) {
            return;
        }
        MessageFrame frame = MessageFrame.of(bytes, from, to);
        if (frame.isEndMark()) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
        if (scanner.scan(bytes, frame.from(), frame.to()) == JsonKeyScanner.INVALID) {
            throw bad("an event of the stream " + scanner.fault());
        }
        switch (frame.event()) {
            case MESSAGE_START, MESSAGE_DELTA -> {
                try {
                    JsonCursor cursor = cursor(frame);
                    message.read(cursor, into);
                } catch (JsonFault overLimit) {
                    throw bad("an event of the stream is over a limit");
                }
            }
            case BLOCK_START, BLOCK_DELTA, BLOCK_STOP -> {
                started = true;
                message.begin(into);
                block(frame, into);
            }
            case MESSAGE_STOP -> {
                done = true;
                blocks.end(into);
                message.finish(into);
            }
            case ERROR -> throw failed(frame);
            case PING, OTHER -> {}
        }
    }

    private void block(MessageFrame frame, ReplyEvents into) throws IOException {
        try {
            switch (frame.event()) {
                case BLOCK_START -> blocks.start(frame, into);
                case BLOCK_DELTA -> blocks.delta(frame, into);
                default -> blocks.end(into);
            }
        } catch (JsonFault overLimit) {
            throw bad("an event of the stream is over a limit");
        }
    }

    private static JsonCursor cursor(MessageFrame frame) throws JsonFault {
        JsonCursor cursor = new JsonCursor(frame.bytes(), frame.from(), frame.to());
        cursor.need();
        return cursor;
    }

    private FailureException failed(MessageFrame frame) {
        Failure failure = context.errors().readEvent(frame.bytes(), frame.from(), frame.to());
        return new FailureException(
                started && failure instanceof PoeRefusal refusal ? new ReplyFailure.Interrupted(refusal) : failure);
    }

    @Override
    public void end(boolean selfDelimiting, ReplyEvents into) {
        if (!done) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public void whole(byte[] body, ReplyEvents into) throws IOException {
        MessagesReply.read(body, context);
        try {
            JsonCursor cursor = new JsonCursor(body);
            if (cursor.need() == JsonToken.START_OBJECT) {
                message.whole(cursor, blocks, into);
            }
        } catch (JsonFault impossible) {
            throw bad("broken JSON");
        }
    }

    @Override
    public List<String> unread(byte[] body) {
        List<String> names = new ArrayList<>(JsonLeftovers.of(body, READ));
        JsonSlice reason =
                JsonMembers.of(new JsonSlice(body, 0, body.length)).getOrDefault("stop_reason", JsonSlice.NULL);
        if (reason.isString() && !StopWords.isKnown(reason.text().decoded())) {
            names.add("stop_reason");
        }
        return names;
    }

    private static FailureException bad(String why) {
        return new FailureException(new ReplyFailure.BadResponse(why));
    }
}
