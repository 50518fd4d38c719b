package poegateway.dialect.messages;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.WholeReply;
import poegateway.dialect.messages.event.MessageFrame;
import poegateway.wire.SseReader;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Makes a whole message of a stream. */
final class MessageAssembler implements ReplyAssembler {
    private final MessagesStream stream;
    private final SseReader events;
    private final long replyLimitBytes;
    private final Map<String, JsonSlice> message = new LinkedHashMap<>();
    private final Map<String, JsonSlice> usage = new LinkedHashMap<>();
    private final Map<Integer, AssembledBlock> blocks = new TreeMap<>();
    private final Passed passed = new Passed();
    private long readBytes;

    /** @param replyLimitBytes most bytes of the stream */
    MessageAssembler(ReplyContext context, int eventLimitBytes, long replyLimitBytes) {
        this.stream = new MessagesStream(context, eventLimitBytes, MemoryLease.UNCOUNTED);
        this.events = new SseReader(eventLimitBytes);
        this.replyLimitBytes = replyLimitBytes;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        readBytes += length;
        if (readBytes > replyLimitBytes) {
            throw new FailureException(new ReplyFailure.TooLarge(replyLimitBytes));
        }
        try {
            stream.feed(bytes, offset, length, passed);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes all", impossible);
        }
    }

    @Override
    public boolean done() {
        return stream.done();
    }

    @Override
    public WholeReply end(boolean marked) {
        try {
            stream.end(marked, passed);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes all", impossible);
        }
        WholeReply read = WholeReply.of(written(), JsonEdits.NONE, stream.usage(), stream.model());
        return read.reframedAs("stream-to-whole");
    }

    /** Takes what the stream would send to a caller, which is known to be whole events. */
    private final class Passed extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            events.feed(bytes, offset, length, MessageAssembler.this::event);
        }
    }

    private void event(byte[] bytes, int from, int to) {
        MessageFrame frame = MessageFrame.of(bytes, from, to);
        try {
            JsonCursor cursor = new JsonCursor(bytes, frame.from(), frame.to());
            if (cursor.next() == JsonToken.START_OBJECT) {
                take(frame, JsonMembers.of(cursor));
            }
        } catch (JsonFault overLimit) {
            throw new FailureException(
                    new ReplyFailure.BadResponse("an event of the stream is over a limit"), overLimit);
        }
    }

    private void take(MessageFrame frame, Map<String, JsonSlice> members) {
        switch (frame.event()) {
            case MESSAGE_START -> note(object(members, "message"));
            case BLOCK_START -> blocks.put(number(members), new AssembledBlock(object(members, "content_block")));
            case BLOCK_DELTA ->
                Optional.ofNullable(blocks.get(number(members)))
                        .ifPresent(block -> block.add(object(members, "delta")));
            case MESSAGE_DELTA -> {
                note(object(members, "delta"));
                members.remove("delta");
                members.remove("type");
                note(members);
            }
            case BLOCK_STOP, MESSAGE_STOP, PING, ERROR, OTHER -> {}
        }
    }

    private void note(Map<String, JsonSlice> members) {
        members.forEach((name, value) -> {
            if (name.equals("usage") && value.isObject()) {
                JsonMembers.of(value).forEach((count, number) -> usage.put(count, number.detached()));
                message.putIfAbsent(name, JsonSlice.NULL);
            } else {
                message.put(name, value.detached());
            }
        });
    }

    private static Map<String, JsonSlice> object(Map<String, JsonSlice> members, String name) {
        JsonSlice value = members.getOrDefault(name, JsonSlice.NULL);
        return value.isObject() ? JsonMembers.of(value) : Map.of();
    }

    private static int number(Map<String, JsonSlice> members) {
        String index = members.getOrDefault("index", JsonSlice.NULL).toString();
        return index.matches("\\d{1,6}") ? Integer.parseInt(index) : 0;
    }

    private byte[] written() {
        JsonWriter json = new JsonWriter();
        json.beginObject();
        message.putIfAbsent("content", JsonSlice.NULL);
        message.forEach((name, value) -> {
            json.name(JsonText.of(name));
            switch (name) {
                case "content" -> {
                    json.beginArray();
                    blocks.values().forEach(block -> block.write(json));
                    json.endArray();
                }
                case "usage" -> {
                    json.beginObject();
                    usage.forEach(
                            (count, number) -> json.name(JsonText.of(count)).value(number));
                    json.endObject();
                }
                default -> json.value(value);
            }
        });
        return json.endObject().written().toByteArray();
    }
}
