package poegateway.dialect.responses.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.conversation.Dialect;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Role;
import poegateway.conversation.ToolCall;
import poegateway.dialect.CallIds;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes messages as the items of an input: words and media of a message are one item, and each thought, call and result is another. */
final class ItemWriter {
    /** How the dialect is called where something cannot be said in it. */
    static final String NAME = "the responses of this model";

    /** Members by which other dialects tell how a message was spelled. */
    private static final Set<String> SPELLING = Set.of("content");

    private final JsonWriter json;
    private final Dropped dropped;
    private final ContentWriter content;
    private final CallIds ids = new CallIds();

    ItemWriter(JsonWriter json, Dropped dropped) {
        this.json = json;
        this.dropped = dropped;
        this.content = new ContentWriter(json, dropped);
    }

    void items(List<Message> messages) {
        json.name("input").beginArray();
        messages.forEach(this::message);
        json.endArray();
    }

    private void message(Message message) {
        Map<String, JsonSlice> extras = dropped.kept(message.extras(), Dialect.RESPONSES, "messages", SPELLING);
        message.name().ifPresent(name -> dropped.add("messages.name"));
        records(extras);
        List<Part> said = new ArrayList<>();
        boolean wrote = false;
        for (Part part : message.parts()) {
            if (part instanceof Part.Words || part instanceof Part.Media || part instanceof Part.Refusal) {
                said.add(part);
                continue;
            }
            wrote |= say(said, message, extras);
            item(part, message);
        }
        boolean isBare = message.parts().isEmpty() && message.role() != Role.TOOL && !wrote;
        if (!say(said, message, extras) && isBare) {
            words(List.of(), message, extras);
        }
    }

    /** What tools of OpenAI's did. */
    private void records(Map<String, JsonSlice> extras) {
        extras.forEach((name, value) -> {
            if (value.isObject() && name.contains("_")) {
                json.value(value);
            }
        });
    }

    private boolean say(List<Part> said, Message message, Map<String, JsonSlice> extras) {
        if (said.isEmpty()) {
            return false;
        }
        words(said, message, extras);
        said.clear();
        return true;
    }

    private void words(List<Part> said, Message message, Map<String, JsonSlice> extras) {
        json.beginObject().name("type").word("message").name("role").word(role(message.role()));
        json.name("content");
        content.write(said, message.role(), message.bareText());
        extras.forEach((name, value) -> {
            if (!value.isObject()) {
                json.name(JsonText.of(name)).value(value);
            }
        });
        json.endObject();
    }

    /** Poe refuses {@code developer} for some models; {@code system} is the same for all. */
    private static String role(Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case USER, TOOL -> "user";
            case ASSISTANT -> "assistant";
        };
    }

    private void item(Part part, Message message) {
        switch (part) {
            case Part.Thinking thinking -> thinking(thinking);
            case Part.Call call -> call(call.call());
            case Part.Result result -> result(result, message);
            case Part.Foreign foreign ->
                foreign(
                        foreign.origin(),
                        foreign.json(),
                        "a part " + Dropped.kind(foreign.json()) + " of a message (messages.content)");
            case Part.ForeignCall foreign ->
                foreign(foreign.origin(), foreign.json(), "a call " + Dropped.kind(foreign.json()) + " (tool_calls)");
            case Part.Words words -> throw new IllegalArgumentException("words are no item");
            case Part.Media media -> throw new IllegalArgumentException("media are no item");
            case Part.Refusal refusal -> throw new IllegalArgumentException("refusals are no item");
        }
    }

    private void foreign(Dialect origin, JsonSlice whole, String what) {
        if (origin != Dialect.RESPONSES) {
            throw Dropped.refused(what, NAME);
        }
        json.value(whole);
    }

    /** A model takes back only what it encrypted itself. */
    private void thinking(Part.Thinking thinking) {
        Optional<JsonText> encrypted =
                thinking.signature().filter(signed -> thinking.extras().origin() == Dialect.RESPONSES);
        if (encrypted.isEmpty()) {
            dropped.add("messages.reasoning_content");
            return;
        }
        json.beginObject().name("type").word("reasoning").name("summary").beginArray();
        if (!thinking.text().isEmpty()) {
            json.beginObject().name("type").word("summary_text").name("text").value(thinking.text());
            json.endObject();
        }
        json.endArray().name("encrypted_content").value(encrypted.get()).endObject();
    }

    private void call(ToolCall call) {
        Map<String, JsonSlice> extras = dropped.kept(call.extras(), Dialect.RESPONSES, "tool_calls");
        json.beginObject().name("type").word("function_call");
        json.name("call_id").value(ids.next(call)).name("name").value(call.name());
        json.name("arguments").value(call.arguments());
        extras.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        json.endObject();
    }

    private void result(Part.Result result, Message message) {
        json.beginObject().name("type").word("function_call_output");
        json.name("call_id").value(ids.answeredBy(result).id()).name("output");
        content.write(result.content(), Role.TOOL, message.bareText() || message.role() != Role.TOOL);
        message.extras()
                .membersFor(Dialect.RESPONSES)
                .forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        dropped.kept(result.extras(), Dialect.RESPONSES, "messages")
                .forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        if (result.failed()) {
            dropped.add("messages.is_error");
        }
        json.endObject();
    }
}
