package poegateway.dialect.chat.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Role;
import poegateway.conversation.ToolCall;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes messages as chat completions have them. */
final class ChatMessageWriter {
    private final JsonWriter json;
    private final Dropped dropped;
    private final ChatPartWriter parts;

    ChatMessageWriter(JsonWriter json, Dropped dropped) {
        this.json = json;
        this.dropped = dropped;
        this.parts = new ChatPartWriter(json, dropped);
    }

    void messages(List<Message> messages) {
        json.name("messages").beginArray();
        messages.forEach(this::message);
        json.endArray();
    }

    /** Each result of a tool is a message of its own here. */
    private void message(Message message) {
        List<Part> rest = new ArrayList<>();
        for (Part part : message.parts()) {
            if (part instanceof Part.Result result) {
                result(result, message);
            } else {
                rest.add(part);
            }
        }
        if (!rest.isEmpty() || message.parts().isEmpty()) {
            write(message, rest);
        }
    }

    private void result(Part.Result result, Message message) {
        json.beginObject().name("role").word("tool");
        json.name("tool_call_id").value(result.callId());
        message.name().ifPresent(name -> json.name("name").value(name));
        if (result.failed()) {
            dropped.add("tool_results.is_error");
        }
        content(result.content(), message.bareText() || message.role() != Role.TOOL, message.extras());
        others(message);
        Map<String, JsonSlice> own = dropped.kept(result.extras(), Dialect.CHAT, "tool_results");
        own.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        json.endObject();
    }

    private void write(Message message, List<Part> all) {
        json.beginObject().name("role").word(role(message.role()));
        message.name().ifPresent(name -> json.name("name").value(name));
        List<Part> said = new ArrayList<>();
        List<Part> calls = new ArrayList<>();
        List<JsonText> thoughts = new ArrayList<>();
        for (Part part : all) {
            if (part instanceof Part.Thinking thinking) {
                thoughts(thinking, thoughts);
            } else if (part instanceof Part.Refusal refusal && isBeside(refusal)) {
                json.name("refusal").value(refusal.text());
            } else if (part instanceof Part.Call || part instanceof Part.ForeignCall) {
                calls.add(part);
            } else {
                said.add(part);
            }
        }
        if (!thoughts.isEmpty()) {
            json.name("reasoning_content").value(thoughts);
        }
        content(said, message.bareText(), message.extras());
        calls(calls);
        others(message);
        json.endObject();
    }

    /** There is no place for what a model signed. */
    private void thoughts(Part.Thinking thinking, List<JsonText> into) {
        dropped.kept(thinking.extras(), Dialect.CHAT, "messages.reasoning_content");
        boolean isSigned = thinking.signature().isPresent();
        if (isSigned) {
            dropped.add("messages.reasoning_content.signature");
        }
        if (!isSigned || !thinking.text().isEmpty()) {
            into.add(thinking.text());
        }
    }

    private static String role(Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case USER -> "user";
            case ASSISTANT -> "assistant";
            case TOOL -> "tool";
        };
    }

    /** A refusal that stood beside the content and not in it. */
    private static boolean isBeside(Part.Refusal refusal) {
        return refusal.extras().origin() != Dialect.CHAT
                || refusal.extras().find("refusal").isPresent();
    }

    private void content(List<Part> said, boolean bareText, Extras extras) {
        boolean isNull = extras.origin() == Dialect.CHAT
                && extras.find("content").filter(JsonSlice::isNull).isPresent();
        boolean isListed = extras.origin() == Dialect.CHAT
                && extras.find("content").filter(JsonSlice::isArray).isPresent();
        if (isNull) {
            json.name("content").nullValue();
        } else if (!said.isEmpty() && !isListed && said.stream().allMatch(Part.Words.class::isInstance)) {
            json.name("content").value(joined(said));
        } else if (bareText && said.isEmpty()) {
            json.name("content").word("");
        } else if (!said.isEmpty() || isListed) {
            json.name("content").beginArray();
            said.forEach(parts::part);
            json.endArray();
        }
    }

    private List<JsonText> joined(List<Part> words) {
        List<JsonText> texts = new ArrayList<>();
        for (Part part : words) {
            Part.Words said = (Part.Words) part;
            dropped.kept(said.extras(), Dialect.CHAT, "content");
            texts.add(said.text());
        }
        return texts;
    }

    private void calls(List<Part> calls) {
        if (calls.isEmpty()) {
            return;
        }
        json.name("tool_calls").beginArray();
        for (Part part : calls) {
            if (part instanceof Part.Call call) {
                call(call.call());
            } else if (part instanceof Part.ForeignCall foreign) {
                foreign(foreign);
            }
        }
        json.endArray();
    }

    private void foreign(Part.ForeignCall foreign) {
        if (foreign.origin() != Dialect.CHAT) {
            throw Dropped.refused(
                    "a call " + Dropped.kind(foreign.json()) + " (tool_calls)", "the chat completions of this model");
        }
        json.value(foreign.json());
    }

    private void call(ToolCall call) {
        Map<String, JsonSlice> extras = dropped.kept(call.extras(), Dialect.CHAT, "tool_calls");
        json.beginObject().name("id").value(call.id()).name("type").word("function");
        json.name("function").beginObject().name("name").value(call.name());
        json.name("arguments").value(call.arguments());
        Nested.inside("function.", extras, json);
        json.endObject();
        Nested.beside("function.", extras, json);
        json.endObject();
    }

    private void others(Message message) {
        dropped.kept(message.extras(), Dialect.CHAT, "messages").forEach((name, value) -> {
            if (!name.equals("content")) {
                json.name(JsonText.of(name)).value(value);
            }
        });
    }
}
