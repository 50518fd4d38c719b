package poegateway.dialect.chat.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.conversation.Dialect;
import poegateway.conversation.Part;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ToolCall;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.codec.ReplacedWords;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes one whole chat completion. */
final class WholeChatWriter {
    private final ReplyContext context;
    private final JsonWriter json = new JsonWriter();
    private final List<JsonText> words = new ArrayList<>();
    private final List<JsonText> thoughts = new ArrayList<>();
    private final List<JsonText> refusal = new ArrayList<>();

    WholeChatWriter(ReplyContext context) {
        this.context = context;
    }

    byte[] write(Reply reply) {
        sort(reply);
        Map<String, JsonSlice> others = reply.extras().membersFor(Dialect.CHAT);
        json.beginObject();
        ChatHead.write(
                json,
                "chat.completion",
                new ReplyEvent.Begun(reply.id(), reply.createdSeconds(), reply.model(), reply.envelope()),
                context);
        json.name("choices").beginArray().beginObject().name("index").value(0);
        json.name("message");
        message(reply, others);
        if (!others.containsKey("choice.logprobs")) {
            json.name("logprobs").nullValue();
        }
        Nested.inside("choice.", others, json);
        json.name("finish_reason").word(StopReasons.word(reply.stop(), older(reply)));
        json.endObject().endArray();
        reply.usage().ifPresent(usage -> {
            json.name("usage");
            ChatHead.writeUsage(json, usage, reply.usageExtras());
        });
        return json.endObject().written().toByteArray();
    }

    private boolean older(Reply reply) {
        CallWriter writer = new CallWriter(json, context.opening().olderCalls());
        return reply.calls().stream().anyMatch(call -> writer.isOlder(extras(call)));
    }

    private void sort(Reply reply) {
        ReplacedWords shown = new ReplacedWords();
        for (Part part : reply.parts()) {
            switch (part) {
                case Part.Words said -> add(said.text(), shown);
                case Part.Thinking thinking -> thoughts.add(thinking.text());
                case Part.Refusal declined -> refusal.add(declined.text());
                case Part.Media media ->
                    add(shown.shown(new ReplyEvent.MediaShown(media, reply.hasInWords(media))), shown);
                case Part.Call call -> {} // written by themselves
                case Part.Result result -> {} // no model gives one
                case Part.Foreign foreign -> {} // likewise
                case Part.ForeignCall foreign -> {} // likewise
            }
        }
    }

    private void add(JsonText text, ReplacedWords shown) {
        shown.add(text);
        words.add(text);
    }

    private void message(Reply reply, Map<String, JsonSlice> others) {
        List<ToolCall> calls = reply.calls();
        json.beginObject().name("role").word("assistant").name("content");
        boolean hasWords = words.stream().anyMatch(text -> !text.isEmpty());
        boolean elsewhere = !calls.isEmpty() || !refusal.isEmpty();
        if (hasWords || !elsewhere) {
            json.value(words);
        } else {
            json.nullValue();
        }
        json.name("refusal");
        if (refusal.isEmpty()) {
            json.nullValue();
        } else {
            json.value(refusal);
        }
        if (!thoughts.isEmpty()) {
            json.name("reasoning_content").value(thoughts);
        }
        calls(calls);
        Nested.beside("choice.", others, json);
        json.endObject();
    }

    /** The older form has a place for one call; all others stand where they stand today. */
    private void calls(List<ToolCall> all) {
        CallWriter writer = new CallWriter(json, context.opening().olderCalls());
        Optional<ToolCall> older =
                all.stream().filter(call -> writer.isOlder(extras(call))).findFirst();
        older.ifPresent(call -> {
            json.name("function_call");
            writer.older(call.name(), call.arguments(), extras(call));
        });
        List<ToolCall> others = new ArrayList<>(all);
        older.ifPresent(others::remove);
        if (!others.isEmpty()) {
            json.name("tool_calls").beginArray();
            for (ToolCall call : others) {
                json.beginObject();
                writer.call(call.id(), call.name(), call.arguments(), extras(call));
                json.endObject();
            }
            json.endArray();
        }
    }

    private static Map<String, JsonSlice> extras(ToolCall call) {
        return call.extras().membersFor(Dialect.CHAT);
    }
}
