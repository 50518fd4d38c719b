package poegateway.dialect.messages;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.PassthroughStream;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.messages.event.AnthropicErrors;
import poegateway.dialect.messages.event.MessageFrame;
import poegateway.dialect.messages.event.MessagesCounts;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;

/**
 * Carries the events of a message to a caller of the same dialect. Each is proven to be JSON and passed as it came; only those that
 * count are parsed. What opens a message is no word of the model's, so a failure after it can still become a status. A stream ends
 * with {@code message_stop}; what Poe sends behind that is not passed. Not thread-safe but for {@link #heartbeat()}.
 */
final class MessagesStream extends PassthroughStream {
    private static final byte[] PING =
            "event: ping\ndata: {\"type\": \"ping\"}\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ReplyContext context;
    private final MessagesCounts counts = new MessagesCounts();
    private String model = "";

    MessagesStream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        super(eventLimitBytes, memory);
        this.context = context;
    }

    @Override
    public Optional<Usage> usage() {
        return counts.usage();
    }

    @Override
    public Optional<String> model() {
        return Optional.of(model).filter(name -> !name.isEmpty());
    }

    @Override
    public byte[] heartbeat() {
        return PING.clone();
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return new AnthropicErrors().of(context.requestId()).event(failure);
    }

    @Override
    protected void event(byte[] bytes, int from, int to) throws IOException {
        MessageFrame frame = MessageFrame.of(bytes, from, to);
        if (frame.isEndMark()) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
        requireJson(bytes, frame.from(), frame.to());
        take(frame, from, to);
    }

    private void take(MessageFrame frame, int from, int to) throws IOException {
        switch (frame.event()) {
            case MESSAGE_START -> read(frame);
            case PING, OTHER -> {}
            case BLOCK_START, BLOCK_DELTA, BLOCK_STOP -> begin();
            case MESSAGE_DELTA -> {
                begin();
                read(frame);
            }
            case MESSAGE_STOP -> {
                begin();
                finish();
            }
            case ERROR -> throw exceptionOf(context.errors().readEvent(frame.bytes(), frame.from(), frame.to()));
        }
        pass(frame.bytes(), from, to);
    }

    private void read(MessageFrame frame) {
        try {
            JsonCursor cursor = new JsonCursor(frame.bytes(), frame.from(), frame.to());
            cursor.need();
            members(cursor);
        } catch (JsonFault overLimit) {
            throw new FailureException(
                    new ReplyFailure.BadResponse("an event of the stream is over a limit"), overLimit);
        }
    }

    private void members(JsonCursor cursor) throws JsonFault {
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            JsonToken value = cursor.need();
            if (name.equals("usage")) {
                counts.read(cursor);
            } else if (name.equals("message") && value == JsonToken.START_OBJECT) {
                members(cursor);
            } else if (name.equals("model") && value == JsonToken.VALUE_STRING) {
                model = cursor.text();
            } else {
                cursor.skip();
            }
        }
    }

    /** An event that no blank line ends is one if it is whole, since that is proven; what is cut is none. */
    @Override
    protected void lastEvent(byte[] bytes, int from, int to) throws IOException {
        MessageFrame frame = MessageFrame.of(bytes, from, to);
        if (isJson(bytes, frame.from(), frame.to())) {
            take(frame, from, to);
        }
    }
}
