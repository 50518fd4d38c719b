package poegateway.relay.reframe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;
import poegateway.relay.chat.ChatReply;
import poegateway.wire.SseWriter;

/** Turns a whole reply into the stream that the caller asked for, when Poe sends one in spite of {@code stream}. */
public final class WholeToStream {
    private final JsonNode whole;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private WholeToStream(JsonNode whole) {
        this.whole = whole;
    }

    /**
     * The events: one chunk with all that each choice holds, one with its finish reason, the usage if it is wanted and
     * known, and the end mark.
     *
     * @param completion body of the whole reply, as Poe sent it
     * @throws FailureException as {@link ChatReply#rewrite(byte[])} does, or with {@link ReplyFailure.BadResponse}
     *     when the choices are no objects
     */
    public static byte[] frames(byte[] completion, boolean usageWanted) {
        byte[] body = ChatReply.rewrite(completion).edits().apply(completion);
        WholeToStream stream = new WholeToStream(Trees.read(body, 0, body.length));
        stream.writeChoices();
        if (usageWanted && stream.whole.path("usage").isObject()) {
            stream.writeUsage();
        }
        stream.out.writeBytes(SseWriter.frame("[DONE]"));
        return stream.out.toByteArray();
    }

    private void writeChoices() {
        for (JsonNode choice : whole.path("choices")) {
            JsonNode message = choice.path("message");
            if (!message.isObject()) {
                throw new FailureException(new ReplyFailure.BadResponse("a choice holds no message"));
            }
            int index = choice.path("index").asInt();
            JsonNode calls = message.path("tool_calls");
            String reason = choice.path("finish_reason").asText("");
            writeChunk(index, delta(message), null);
            writeChunk(index, Trees.object(), reason.isEmpty() || reason.equals("stop") ? ending(calls) : reason);
        }
    }

    private static String ending(JsonNode calls) {
        return calls.isEmpty() ? "stop" : "tool_calls";
    }

    private static ObjectNode delta(JsonNode message) {
        ObjectNode delta = Trees.object();
        delta.put("role", "assistant");
        delta.put("content", message.path("content").asText(""));
        JsonNode reasoning =
                message.has("reasoning_content") ? message.get("reasoning_content") : message.get("reasoning");
        if (reasoning != null && reasoning.isTextual()) {
            delta.set("reasoning_content", reasoning);
        }
        if (message.path("refusal").isTextual()) {
            delta.set("refusal", message.get("refusal"));
        }
        if (!message.path("tool_calls").isEmpty()) {
            writeToolCalls(delta.putArray("tool_calls"), message.get("tool_calls"));
        }
        return delta;
    }

    private static void writeToolCalls(ArrayNode into, JsonNode calls) {
        for (JsonNode call : calls) {
            ObjectNode piece = Trees.object().put("index", into.size());
            call.properties().forEach(member -> piece.set(member.getKey(), member.getValue()));
            into.add(piece);
        }
    }

    private void writeChunk(int index, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = head();
        ObjectNode choice = chunk.putArray("choices").addObject();
        choice.put("index", index);
        choice.set("delta", delta);
        choice.putNull("logprobs");
        choice.put("finish_reason", finishReason);
        out.writeBytes(SseWriter.frame(Trees.write(chunk)));
    }

    private void writeUsage() {
        ObjectNode chunk = head();
        chunk.putArray("choices");
        chunk.set("usage", whole.get("usage"));
        out.writeBytes(SseWriter.frame(Trees.write(chunk)));
    }

    private ObjectNode head() {
        ObjectNode head = Trees.object();
        head.put("id", whole.path("id").asText(""));
        head.put("object", "chat.completion.chunk");
        head.put("created", whole.path("created").asLong());
        head.put("model", whole.path("model").asText(""));
        return head;
    }
}
