package poegateway.dialect.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import poegateway.core.MemoryLease;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.WireFormat;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.json.JsonEdits;

/** Messages as Poe sends them, written by hand. */
public final class MessagesWire {
    static final int LIMIT_BYTES = 1 << 20;
    static final WireFormat MESSAGES = new MessagesFormat();
    static final String PING = event("ping", "");
    static final String STOP = event("message_stop", "");
    public static final String START = event(
            "message_start",
            "\"message\":{\"model\":\"claude-opus-4-6\",\"id\":\"req_poe_1\",\"type\":\"message\",\"role\":\"assistant\","
                    + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":7,"
                    + "\"cache_creation_input_tokens\":20,\"cache_read_input_tokens\":100,\"output_tokens\":1}}");

    private MessagesWire() {}

    /** An event of that type; {@code more} are its members. */
    public static String event(String type, String more) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + (more.isEmpty() ? "" : "," + more) + "}\n\n";
    }

    static String blockStart(int index, String block) {
        return event("content_block_start", "\"index\":" + index + ",\"content_block\":" + block);
    }

    static String blockDelta(int index, String delta) {
        return event("content_block_delta", "\"index\":" + index + ",\"delta\":" + delta);
    }

    static String blockStop(int index) {
        return event("content_block_stop", "\"index\":" + index);
    }

    /** A block of text in pieces. */
    public static String text(int index, String... pieces) {
        StringBuilder events = new StringBuilder(blockStart(index, "{\"type\":\"text\",\"text\":\"\"}"));
        for (String piece : pieces) {
            events.append(blockDelta(index, "{\"type\":\"text_delta\",\"text\":\"" + piece + "\"}"));
        }
        return events + blockStop(index);
    }

    static String thinking(int index, String text, String signature) {
        return blockStart(index, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                + blockDelta(index, "{\"type\":\"thinking_delta\",\"thinking\":\"" + text + "\"}")
                + blockDelta(index, "{\"type\":\"signature_delta\",\"signature\":\"" + signature + "\"}")
                + blockStop(index);
    }

    /** A call in pieces of its arguments. */
    static String call(int index, String id, String name, String... pieces) {
        StringBuilder events = new StringBuilder(blockStart(
                index, "{\"type\":\"tool_use\",\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"input\":{}}"));
        for (String piece : pieces) {
            events.append(blockDelta(index, "{\"type\":\"input_json_delta\",\"partial_json\":\"" + piece + "\"}"));
        }
        return events + blockStop(index);
    }

    /** The end of a stream. */
    static String end(String reason) {
        return event(
                        "message_delta",
                        "\"delta\":{\"stop_reason\":\"" + reason
                                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":5}")
                + STOP;
    }

    /** A whole stream: a thought, words and two calls. */
    public static String message() {
        return START
                + PING
                + thinking(0, "Hm \\u00f6.", "Sig+/=")
                + text(1, "Hi", " \\ud83d", "\\ude00")
                + call(2, "toolu_1", "f", "", "{\\\"a\\\":", "1}")
                + call(3, "toolu_2", "g")
                + end("tool_use");
    }

    static ReplyContext context(String body) {
        return new ReplyContext("req-1", 1_774_561_822, MESSAGES.open(body.getBytes(UTF_8)), PoeErrors.of("Claude-1"));
    }

    static ReplyContext context() {
        return new ReplyContext(
                "req-1", 1_774_561_822, new Opening("Claude-1", true, true, JsonEdits.NONE), PoeErrors.of("Claude-1"));
    }

    static ReplyStream stream() {
        return MESSAGES.stream(context(), LIMIT_BYTES, MemoryLease.UNCOUNTED);
    }

    /** What a caller of the same dialect gets of a whole stream in those pieces. */
    static String passed(List<byte[]> pieces) throws IOException {
        ReplyStream stream = stream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            stream.feed(piece, 0, piece.length, out);
        }
        stream.end(true, out);
        return out.toString(UTF_8);
    }
}
