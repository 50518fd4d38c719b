package poegateway.dialect.bot.codec;

import java.io.IOException;
import java.io.OutputStream;
import poegateway.conversation.Dialect;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.StopReason;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.bot.event.BotFrames;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes the {@code json} events of an answer: calls of tools, why it ends, and usage, as chunks of a chat completion. */
final class ChunkWriter {
    private static final byte[] BEFORE = BotFrames.before("json");
    private static final byte[] AFTER = BotFrames.after();

    private final ReplyContext context;
    private final JsonWriter json = new JsonWriter();

    ChunkWriter(ReplyContext context) {
        this.context = context;
    }

    void call(ReplyEvent.CallBegun call, OutputStream out) throws IOException {
        piece(call.index());
        json.name("id").value(call.id()).name("type").word("function");
        json.name("function").beginObject().name("name").value(call.name());
        json.name("arguments").word("").endObject();
        endPiece(out);
    }

    void arguments(ReplyEvent.CallArguments more, OutputStream out) throws IOException {
        piece(more.index());
        json.name("function")
                .beginObject()
                .name("arguments")
                .value(more.delta())
                .endObject();
        endPiece(out);
    }

    void finish(StopReason reason, OutputStream out) throws IOException {
        delta();
        json.endObject().name("finish_reason").word(word(reason)).endObject().endArray();
        end(out);
    }

    void usage(ReplyEvent.Counted counted, OutputStream out) throws IOException {
        begin();
        json.name("choices").beginArray().endArray().name("usage").beginObject();
        json.name("prompt_tokens").value(counted.usage().inputTokens());
        json.name("completion_tokens").value(counted.usage().outputTokens());
        var more = counted.extras().membersFor(Dialect.CHAT);
        if (!more.containsKey("total_tokens")) {
            json.name("total_tokens")
                    .value(counted.usage().inputTokens() + counted.usage().outputTokens());
        }
        more.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        json.endObject();
        end(out);
    }

    private void piece(int index) {
        delta();
        json.name("tool_calls").beginArray().beginObject().name("index").value(index);
    }

    private void endPiece(OutputStream out) throws IOException {
        json.endObject()
                .endArray()
                .endObject()
                .name("finish_reason")
                .nullValue()
                .endObject()
                .endArray();
        end(out);
    }

    private void delta() {
        begin();
        json.name("choices").beginArray().beginObject().name("index").value(0);
        json.name("delta").beginObject();
    }

    private void begin() {
        json.raw(BEFORE).beginObject().name("id").value("chatcmpl-" + context.requestId());
        json.name("object").word("chat.completion.chunk");
        json.name("created").value(context.createdSeconds());
        json.name("model").value(context.opening().model());
    }

    private void end(OutputStream out) throws IOException {
        json.endObject().raw(AFTER).drainTo(out);
    }

    private static String word(StopReason reason) {
        return switch (reason) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }
}
