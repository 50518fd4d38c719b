package poegateway.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import poegateway.conversation.Bounds;
import poegateway.core.MemoryLease;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.WireFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.json.JsonEdits;

/** Responses as Poe sends them, written by hand. */
public final class ResponsesWire {
    static final int LIMIT_BYTES = 1 << 20;
    static final WireFormat RESPONSES = new ResponsesFormat();
    static final WireFormat CHAT = new ChatFormat();
    static final String DONE = "data: [DONE]\n\n";
    public static final String USAGE =
            "{\"input_tokens\":7,\"input_tokens_details\":{\"cached_tokens\":3,\"cache_write_tokens\":0},"
                    + "\"output_tokens\":5,\"output_tokens_details\":{\"reasoning_tokens\":2},\"total_tokens\":12}";
    public static final String MESSAGE =
            "{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"status\":\"completed\","
                    + "\"content\":[{\"type\":\"output_text\",\"text\":\"Hi \\u00f6\",\"annotations\":[],\"logprobs\":[]}]}";
    static final String CALL = "{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"call_1\",\"name\":\"f\","
            + "\"arguments\":\"{\\\"a\\\":1}\",\"status\":\"completed\"}";
    static final String REASONING =
            "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\"," + "\"text\":\"Hm.\"}]}";
    static final String CREATED = opening("created", 0);
    static final String IN_PROGRESS = opening("in_progress", 1);
    public static final String OPENED = CREATED + IN_PROGRESS;

    private ResponsesWire() {}

    /** An event of that type, without {@code response.}; {@code more} are its members. */
    public static String event(String type, long sequence, String more) {
        String name = type.equals("error") ? type : "response." + type;
        return "event: " + name + "\ndata: {\"type\":\"" + name + "\"" + (more.isEmpty() ? "" : "," + more)
                + ",\"sequence_number\":" + sequence + "}\n\n";
    }

    private static String opening(String type, long sequence) {
        return event(type, sequence, "\"response\":" + response("in_progress", "null"));
    }

    /** A response with those items. */
    public static String response(String status, String usage, String... items) {
        return "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1774561822,\"status\":\"" + status
                + "\",\"model\":\"gpt-5.2-2025-12-11\",\"error\":null,\"incomplete_details\":null,\"instructions\":null,"
                + "\"metadata\":{},\"parallel_tool_calls\":true,\"temperature\":1,\"tool_choice\":\"auto\",\"tools\":[],"
                + "\"top_p\":0.98,\"output\":[" + String.join(",", items) + "],\"usage\":" + usage + "}";
    }

    public static String failed(String code, long sequence) {
        String response = response("failed", "null")
                .replace("\"error\":null", "\"error\":{\"code\":\"" + code + "\",\"message\":\"It went wrong.\"}");
        return event("failed", sequence, "\"response\":" + response);
    }

    public static String completed(long sequence, String... items) {
        return event("completed", sequence, "\"response\":" + response("completed", USAGE, items));
    }

    public static String delta(String raw, long sequence) {
        return event(
                "output_text.delta",
                sequence,
                "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"" + raw
                        + "\",\"logprobs\":[]");
    }

    /** A whole stream of one message in two pieces; ends with number 9. */
    public static String message() {
        String place = "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,";
        String part = "\"part\":{\"type\":\"output_text\",\"text\":\"%s\",\"annotations\":[],\"logprobs\":[]}";
        return OPENED
                + event(
                        "output_item.added",
                        2,
                        "\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\","
                                + "\"status\":\"in_progress\",\"content\":[]}")
                + event("content_part.added", 3, place + part.formatted(""))
                + delta("Hi ", 4)
                + delta("\\u00f6", 5)
                + event("output_text.done", 6, place + "\"text\":\"Hi \\u00f6\",\"logprobs\":[]")
                + event("content_part.done", 7, place + part.formatted("Hi \\u00f6"))
                + event("output_item.done", 8, "\"output_index\":0,\"item\":" + MESSAGE)
                + completed(9, MESSAGE);
    }

    static ReplyContext context() {
        return new ReplyContext(
                "req-1", 1_774_561_949L, new Opening("GPT-5.2", true, true, JsonEdits.NONE), PoeErrors.of("GPT-5.2"));
    }

    static ReplyStream stream() {
        return RESPONSES.stream(context(), LIMIT_BYTES, MemoryLease.UNCOUNTED);
    }

    /** What a caller gets of a stream that comes in those pieces. */
    static String passed(List<byte[]> pieces) throws IOException {
        ReplyStream stream = stream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            stream.feed(piece, 0, piece.length, out);
        }
        stream.end(true, out);
        return out.toString(UTF_8);
    }

    static String passed(String stream) throws IOException {
        return passed(List.of(stream.getBytes(UTF_8)));
    }

    /** What a caller of one dialect gets of the stream of another. */
    static String translated(WireFormat model, WireFormat caller, Bounds bounds, List<byte[]> pieces)
            throws IOException {
        ReplyStream stream =
                new TranslatedFormat(caller, model, bounds).stream(context(), LIMIT_BYTES, MemoryLease.UNCOUNTED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            stream.feed(piece, 0, piece.length, out);
        }
        if (!stream.done()) {
            stream.end(true, out);
        }
        return out.toString(UTF_8);
    }

    /** What a caller of chats gets of a stream of responses. */
    static String toChat(String stream) throws IOException {
        return translated(RESPONSES, CHAT, Bounds.NONE, List.of(stream.getBytes(UTF_8)));
    }

    /** What a caller of responses gets of a stream of chunks; the form of each is checked. */
    static List<JsonNode> fromChat(String... chunks) throws IOException {
        byte[] stream = String.join("", chunks).getBytes(UTF_8);
        return EventGrammar.checked(translated(CHAT, RESPONSES, Bounds.NONE, List.of(stream)));
    }

    /** A chunk of a chat, and the mark that ends one. */
    static String chunk(String delta, String finish) {
        return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }
}
