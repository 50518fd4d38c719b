package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs one stream to its end and keeps what the caller would get, write by write. */
final class StreamRun {
    private static final int EVENT_LIMIT_BYTES = 100_000;

    final ChatStream stream;
    final List<String> writes = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            writes.add(new String(bytes, offset, length, UTF_8));
        }
    };

    StreamRun(boolean usageWanted) {
        stream = new ChatStream(usageWanted, EVENT_LIMIT_BYTES, Samples.ENVELOPE);
    }

    StreamRun feed(String bytes) throws IOException {
        return feed(List.of(bytes.getBytes(UTF_8)));
    }

    StreamRun feed(List<byte[]> pieces) throws IOException {
        for (byte[] piece : pieces) {
            stream.feed(piece, 0, piece.length, out);
        }
        return this;
    }

    StreamRun end() throws IOException {
        stream.end(true, out);
        return this;
    }

    String written() {
        return out.toString(UTF_8);
    }

    /** What the caller gets for a whole stream. */
    static String of(boolean usageWanted, String bytes) throws IOException {
        return new StreamRun(usageWanted).feed(bytes).end().written();
    }

    static String event(String data) {
        return "data: " + data + "\n\n";
    }

    /** A chunk with one choice. */
    static String chunk(String delta, String finishReason) {
        return event(json(delta, finishReason, ""));
    }

    /** A chunk with further members, which begin with a comma. */
    static String chunk(String delta, String finishReason, String more) {
        return event(json(delta, finishReason, more));
    }

    private static String json(String delta, String finishReason, String more) {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1774561949,\"model\":\"a-model\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason + "}]" + more
                + "}";
    }
}
