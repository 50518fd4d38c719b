package poegateway.dialect.messages;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.messages.event.AnthropicErrors;
import poegateway.dialect.messages.event.MessageFrame;
import poegateway.dialect.messages.event.MessagesCounts;
import poegateway.wire.SseReader;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonKeyScanner;
import poegateway.wire.json.JsonKeyTable;

/**
 * Carries the events of a message to a caller of the same dialect. Each is proven to be JSON and passed as it came; only those that
 * count are parsed. What opens a message is no word of the model's, so a failure after it can still become a status. A stream ends
 * with {@code message_stop}; what Poe sends behind that is not passed. Not thread-safe but for {@link #heartbeat()}.
 */
final class MessagesStream implements ReplyStream {
    private static final byte[] PING =
            "event: ping\ndata: {\"type\": \"ping\"}\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BLANK_LINE = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ReplyContext context;
    private final SseReader reader;
    private final JsonKeyScanner scanner = new JsonKeyScanner(JsonKeyTable.of());
    private final MessagesCounts counts = new MessagesCounts();
    private OutputStream out = OutputStream.nullOutputStream();
    private String model = "";
    private int events;
    private boolean started;
    private boolean done;

    MessagesStream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        this.context = context;
        this.reader = new SseReader(eventLimitBytes, memory);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, OutputStream to) throws IOException {
        if (!done) {
            out = to;
            reader.feed(bytes, offset, length, this::event);
        }
    }

    @Override
    public void end(boolean selfDelimiting, OutputStream to) throws IOException {
        if (done) {
            return;
        }
        out = to;
        reader.feed(BLANK_LINE, 0, BLANK_LINE.length, this::lastEvent);
        if (!done) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
    }

    @Override
    public void breakOff(OutputStream to) {
        // what came was written when it came
    }

    @Override
    public boolean started() {
        return started;
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public int eventCount() {
        return events;
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

    private void event(byte[] bytes, int from, int to) throws IOException {
        if (done) {
            return;
        }
        MessageFrame frame = MessageFrame.of(bytes, from, to);
        if (frame.isEndMark()) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
        if (scanner.scan(bytes, frame.from(), frame.to()) == JsonKeyScanner.INVALID) {
            throw new FailureException(new ReplyFailure.BadResponse("an event of the stream " + scanner.fault()));
        }
        take(frame, from, to);
    }

    private void take(MessageFrame frame, int from, int to) throws IOException {
        switch (frame.event()) {
            case MESSAGE_START -> read(frame);
            case PING, OTHER -> {}
            case BLOCK_START, BLOCK_DELTA, BLOCK_STOP -> started = true;
            case MESSAGE_DELTA -> {
                started = true;
                read(frame);
            }
            case MESSAGE_STOP -> {
                started = true;
                done = true;
            }
            case ERROR -> throw failed(frame);
        }
        events++;
        out.write(frame.bytes(), from, to - from);
    }

    /** The caller is told in the gateway's own event, which says what may have been billed. */
    private FailureException failed(MessageFrame frame) {
        Failure failure = context.errors().readEvent(frame.bytes(), frame.from(), frame.to());
        return new FailureException(
                started && failure instanceof PoeRefusal refusal ? new ReplyFailure.Interrupted(refusal) : failure);
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
    private void lastEvent(byte[] bytes, int from, int to) throws IOException {
        MessageFrame frame = MessageFrame.of(bytes, from, to);
        if (scanner.scan(bytes, frame.from(), frame.to()) != JsonKeyScanner.INVALID) {
            take(frame, from, to);
        }
    }
}
