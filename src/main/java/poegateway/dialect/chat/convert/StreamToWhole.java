package poegateway.dialect.chat.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.WholeReply;
import poegateway.wire.SseReader;

/**
 * Turns a stream into the whole reply that the caller asked for, when Poe streams unasked. The events pass the stream for
 * callers first, so that its rules hold here too.
 */
public final class StreamToWhole implements ReplyAssembler {
    private static final int DATA_PREFIX_BYTES = 6;
    private static final int FRAME_END_BYTES = 2;
    /** Edits may make an event a little longer than Poe's may be. */
    private static final int EDITED_EVENT_BYTES = 64 * 1024;

    private static final List<String> KEPT =
            List.of("id", "object", "created", "model", "system_fingerprint", "service_tier", "usage");

    private final ReplyStream stream;
    private final SseReader reader;
    private final long replyLimitBytes;
    private final Function<byte[], WholeReply> reading;
    private final Sink sink = new Sink();
    private final ObjectNode whole = JsonTrees.object();
    private final Map<Integer, ChoiceAssembler> choices = new TreeMap<>();
    private long readBytes;

    /**
     * @param stream carries chat completion chunks, usage included
     * @param eventLimitBytes most bytes of one event
     * @param replyLimitBytes most bytes of the whole stream, since all of it is kept
     * @param reading of the body of a whole reply
     */
    public StreamToWhole(
            ReplyStream stream, int eventLimitBytes, long replyLimitBytes, Function<byte[], WholeReply> reading) {
        this.stream = stream;
        this.reader = new SseReader(Math.clamp(2L * eventLimitBytes, EDITED_EVENT_BYTES, Integer.MAX_VALUE / 2));
        this.replyLimitBytes = replyLimitBytes;
        this.reading = reading;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        readBytes += length;
        if (readBytes > replyLimitBytes) {
            throw new FailureException(new ReplyFailure.TooLarge(replyLimitBytes));
        }
        try {
            stream.feed(bytes, offset, length, sink);
        } catch (IOException e) {
            throw new UncheckedIOException("a sink in memory takes all", e);
        }
    }

    @Override
    public boolean done() {
        return stream.done();
    }

    @Override
    public WholeReply end(boolean marked) {
        try {
            stream.end(marked, sink);
        } catch (IOException e) {
            throw new UncheckedIOException("a sink in memory takes all", e);
        }
        JsonNode usage = whole.remove("usage");
        whole.put("object", "chat.completion");
        var list = whole.putArray("choices");
        choices.forEach((index, choice) -> list.add(choice.choice(index)));
        if (usage != null) {
            whole.set("usage", usage);
        }
        return reading.apply(JsonTrees.write(whole));
    }

    private void take(byte[] frame, int from, int to) {
        int data = from + DATA_PREFIX_BYTES;
        if (frame[data] != '{') {
            return;
        }
        JsonNode chunk = JsonTrees.read(frame, data, to - FRAME_END_BYTES);
        for (String name : KEPT) {
            if (chunk.hasNonNull(name)) {
                whole.set(name, chunk.get(name));
            }
        }
        for (JsonNode choice : chunk.path("choices")) {
            choices.computeIfAbsent(choice.path("index").asInt(), index -> new ChoiceAssembler())
                    .add(choice);
        }
    }

    /** Takes what the stream would send to the caller. */
    private final class Sink extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            reader.feed(bytes, offset, length, StreamToWhole.this::take);
        }
    }
}
