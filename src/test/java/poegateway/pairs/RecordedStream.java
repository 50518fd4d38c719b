package poegateway.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/** A whole answer as the stream that its dialect makes of it, by the vendors' documents: only whole ones were recorded. */
final class RecordedStream {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PIECE_CHARS = 7;

    private final StringBuilder out = new StringBuilder();
    private int sequence;

    private RecordedStream() {}

    static String of(RecordedCaller dialect, ObjectNode whole) {
        RecordedStream stream = new RecordedStream();
        switch (dialect) {
            case CHAT, COMPLETIONS -> stream.chat(whole);
            case RESPONSES -> stream.responses(whole);
            case MESSAGES -> stream.messages(whole);
            case BOT -> stream.bot(whole);
        }
        return stream.out.toString();
    }

    private void chat(ObjectNode whole) {
        JsonNode message = whole.at("/choices/0/message");
        data(chunk(whole, delta -> delta.put("role", "assistant").put("content", "")));
        pieces(
                message.path("reasoning_content"),
                piece -> data(chunk(
                        whole, delta -> delta.put("reasoning_content", piece).put("reasoning", piece))));
        pieces(message.path("content"), piece -> data(chunk(whole, delta -> delta.put("content", piece))));
        for (int index = 0; index < message.path("tool_calls").size(); index++) {
            call(message.path("tool_calls").path(index), index, whole);
        }
        ObjectNode last = chunk(whole, delta -> {});
        ((ObjectNode) last.at("/choices/0")).set("finish_reason", whole.at("/choices/0/finish_reason"));
        data(last);
        ObjectNode usage = chunk(whole, delta -> {});
        usage.putArray("choices");
        usage.set("usage", whole.path("usage"));
        data(usage);
        out.append("data: [DONE]\n\n");
    }

    private void call(JsonNode call, int index, ObjectNode whole) {
        ObjectNode begun = call.deepCopy();
        begun.put("index", index);
        ((ObjectNode) begun.path("function")).put("arguments", "");
        data(chunk(whole, delta -> delta.putArray("tool_calls").add(begun)));
        pieces(
                call.at("/function/arguments"),
                piece -> data(chunk(
                        whole,
                        delta -> delta.putArray("tool_calls")
                                .addObject()
                                .put("index", index)
                                .putObject("function")
                                .put("arguments", piece))));
    }

    private static ObjectNode chunk(ObjectNode whole, Consumer<ObjectNode> delta) {
        ObjectNode chunk = JSON.createObjectNode();
        chunk.set("id", whole.path("id"));
        chunk.put("object", "chat.completion.chunk");
        chunk.set("created", whole.path("created"));
        chunk.set("model", whole.path("model"));
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        delta.accept(choice.putObject("delta"));
        choice.putNull("finish_reason");
        return chunk;
    }

    /** Words of a chat as words of a bot, and its calls as the chunks that bots send. */
    private void bot(ObjectNode whole) {
        JsonNode message = whole.at("/choices/0/message");
        named("meta", JSON.createObjectNode().put("content_type", "text/markdown"));
        pieces(
                message.path("content"),
                piece -> named("text", JSON.createObjectNode().put("text", piece)));
        if (message.path("tool_calls").size() > 0) {
            named("json", chunk(whole, delta -> delta.set("tool_calls", indexed(message.path("tool_calls")))));
            ObjectNode last = chunk(whole, delta -> {});
            ((ObjectNode) last.at("/choices/0")).put("finish_reason", "tool_calls");
            named("json", last);
        }
        named("done", JSON.createObjectNode());
    }

    private static JsonNode indexed(JsonNode calls) {
        JsonNode copy = calls.deepCopy();
        for (int index = 0; index < copy.size(); index++) {
            ((ObjectNode) copy.path(index)).put("index", index);
        }
        return copy;
    }

    private void responses(ObjectNode whole) {
        ObjectNode begun = whole.deepCopy().put("status", "in_progress");
        begun.putArray("output");
        begun.putNull("usage");
        for (String type : List.of("created", "in_progress")) {
            event(type, JSON.createObjectNode().set("response", begun));
        }
        for (int index = 0; index < whole.path("output").size(); index++) {
            item((ObjectNode) whole.path("output").path(index), index);
        }
        event("completed", JSON.createObjectNode().set("response", whole));
    }

    private void item(ObjectNode item, int index) {
        String id = item.path("id").asText();
        ObjectNode begun = item.deepCopy();
        begun.remove("content");
        if (begun.has("status")) {
            begun.put("status", "in_progress");
        }
        if (item.has("arguments")) {
            begun.put("arguments", "");
        }
        if (item.has("content")) {
            begun.putArray("content");
        }
        event("output_item.added", at(index).set("item", begun));
        pieces(
                item.path("arguments"),
                piece -> event(
                        "function_call_arguments.delta",
                        at(index).put("item_id", id).put("delta", piece)));
        for (int part = 0; part < item.path("content").size(); part++) {
            part(item.path("content").path(part), at(index).put("item_id", id).put("content_index", part));
        }
        event("output_item.done", at(index).set("item", item));
    }

    private void part(JsonNode part, ObjectNode place) {
        ObjectNode begun = part.deepCopy();
        begun.put("text", "");
        event("content_part.added", place.deepCopy().set("part", begun));
        pieces(
                part.path("text"),
                piece -> event("output_text.delta", place.deepCopy().put("delta", piece)));
        event("output_text.done", place.deepCopy().set("text", part.path("text")));
        event("content_part.done", place.deepCopy().set("part", part));
    }

    private static ObjectNode at(int index) {
        return JSON.createObjectNode().put("output_index", index);
    }

    private void event(String type, ObjectNode members) {
        ObjectNode data = JSON.createObjectNode().put("type", "response." + type);
        data.setAll(members);
        named("response." + type, data.put("sequence_number", sequence++));
    }

    private void messages(ObjectNode whole) {
        ObjectNode begun = whole.deepCopy();
        begun.putArray("content");
        begun.putNull("stop_reason");
        begun.putNull("stop_sequence");
        ((ObjectNode) begun.path("usage")).put("output_tokens", 1);
        typed("message_start", JSON.createObjectNode().set("message", begun));
        for (int index = 0; index < whole.path("content").size(); index++) {
            block((ObjectNode) whole.path("content").path(index), index);
        }
        ObjectNode end = JSON.createObjectNode();
        ObjectNode delta = end.putObject("delta");
        delta.set("stop_reason", whole.path("stop_reason"));
        delta.set("stop_sequence", whole.path("stop_sequence"));
        end.putObject("usage").set("output_tokens", whole.at("/usage/output_tokens"));
        typed("message_delta", end);
        typed("message_stop", JSON.createObjectNode());
    }

    private void block(ObjectNode block, int index) {
        ObjectNode begun = block.deepCopy();
        List.of("text", "thinking", "signature").stream().filter(begun::has).forEach(name -> begun.put(name, ""));
        if (block.has("input")) {
            begun.putObject("input");
        }
        typed("content_block_start", JSON.createObjectNode().put("index", index).set("content_block", begun));
        delta(index, "text_delta", "text", block.path("text"));
        delta(index, "thinking_delta", "thinking", block.path("thinking"));
        delta(index, "signature_delta", "signature", block.path("signature"));
        if (block.has("input")) {
            JsonNode input = JSON.getNodeFactory().textNode(block.path("input").toString());
            delta(index, "input_json_delta", "partial_json", input);
        }
        typed("content_block_stop", JSON.createObjectNode().put("index", index));
    }

    private void delta(int index, String type, String name, JsonNode text) {
        pieces(text, piece -> {
            ObjectNode data = JSON.createObjectNode().put("index", index);
            data.putObject("delta").put("type", type).put(name, piece);
            typed("content_block_delta", data);
        });
    }

    private void typed(String type, ObjectNode members) {
        ObjectNode data = JSON.createObjectNode().put("type", type);
        data.setAll(members);
        named(type, data);
    }

    private void named(String name, JsonNode data) {
        out.append("event: ").append(name).append('\n');
        data(data);
    }

    private void data(JsonNode data) {
        out.append("data: ").append(data).append("\n\n");
    }

    /** Pieces of some characters, none of which is cut in two. */
    private static void pieces(JsonNode text, Consumer<String> each) {
        String all = text.asText("");
        for (int from = 0; from < all.length(); ) {
            int to = Math.min(all.length(), from + PIECE_CHARS);
            to += to < all.length() && Character.isLowSurrogate(all.charAt(to)) ? 1 : 0;
            each.accept(all.substring(from, to));
            from = to;
        }
    }
}
