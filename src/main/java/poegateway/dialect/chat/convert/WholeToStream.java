package poegateway.dialect.chat.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.List;
import poegateway.wire.SseWriter;

/** Turns a whole reply into the stream that the caller asked for, when Poe sends one in spite of {@code stream}. */
public final class WholeToStream {
    private static final List<String> KEPT =
            List.of("id", "object", "created", "model", "system_fingerprint", "service_tier");

    private final JsonNode whole;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private WholeToStream(JsonNode whole) {
        this.whole = whole;
    }

    /**
     * The events: one chunk with all that each choice holds, one with its finish reason, the usage if it is wanted and
     * known, and the end mark.
     *
     * @param completion body of a whole reply, as the caller would get it
     */
    public static byte[] frames(byte[] completion, boolean usageWanted) {
        WholeToStream stream = new WholeToStream(JsonTrees.read(completion, 0, completion.length));
        stream.writeChoices();
        if (usageWanted && stream.whole.path("usage").isObject()) {
            stream.writeUsage();
        }
        stream.out.writeBytes(SseWriter.frame("[DONE]"));
        return stream.out.toByteArray();
    }

    private void writeChoices() {
        for (JsonNode choice : whole.path("choices")) {
            writeChunk(choice, delta(choice.path("message")), choice.path("logprobs"), NullNode.getInstance());
            writeChunk(choice, JsonTrees.object(), NullNode.getInstance(), choice.path("finish_reason"));
        }
    }

    /** All that the message holds, in the form of a delta. */
    private static ObjectNode delta(JsonNode message) {
        ObjectNode delta = JsonTrees.object();
        message.properties().forEach(member -> {
            switch (member.getKey()) {
                case "reasoning" -> delta.putIfAbsent("reasoning_content", member.getValue());
                case "tool_calls" -> writeToolCalls(delta, member.getValue());
                default -> delta.set(member.getKey(), member.getValue());
            }
        });
        if (delta.path("content").isNull()) {
            delta.put("content", "");
        }
        return delta;
    }

    private static void writeToolCalls(ObjectNode delta, JsonNode calls) {
        if (calls.isEmpty()) {
            return;
        }
        ArrayNode into = delta.putArray("tool_calls");
        for (JsonNode call : calls) {
            ObjectNode piece = JsonTrees.object().put("index", into.size());
            call.properties().forEach(member -> piece.set(member.getKey(), member.getValue()));
            into.add(piece);
        }
    }

    private void writeChunk(JsonNode from, ObjectNode delta, JsonNode logprobs, JsonNode finishReason) {
        ObjectNode chunk = head();
        ObjectNode choice = chunk.putArray("choices").addObject();
        choice.set("index", from.path("index"));
        choice.set("delta", delta);
        choice.set("logprobs", logprobs);
        choice.set("finish_reason", finishReason);
        out.writeBytes(SseWriter.frame(JsonTrees.write(chunk)));
    }

    private void writeUsage() {
        ObjectNode chunk = head();
        chunk.putArray("choices");
        chunk.set("usage", whole.get("usage"));
        out.writeBytes(SseWriter.frame(JsonTrees.write(chunk)));
    }

    private ObjectNode head() {
        ObjectNode head = JsonTrees.object();
        for (String name : KEPT) {
            if (whole.hasNonNull(name)) {
                head.set(name, whole.get(name));
            }
        }
        return head.put("object", "chat.completion.chunk");
    }
}
