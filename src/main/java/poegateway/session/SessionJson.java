package poegateway.session;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Sessions as their owners read them, in the words of no dialect. */
public final class SessionJson {
    private SessionJson() {}

    /** What is known of a session, without what was said in it. */
    public static void write(Session session, Instant end, JsonWriter json) {
        json.beginObject();
        members(session, end, json);
        json.endObject();
    }

    /** The same with its messages, oldest first. */
    public static void writeWhole(Session session, Instant end, JsonWriter json) {
        json.beginObject();
        members(session, end, json);
        json.name("messages").beginArray();
        session.messages().forEach(message -> message(message, json));
        json.endArray().endObject();
    }

    private static void members(Session session, Instant end, JsonWriter json) {
        json.name("id").value(session.id()).name("object").word("session");
        json.name("created_at").value(session.created().getEpochSecond());
        json.name("last_used_at").value(session.used().getEpochSecond());
        json.name("expires_at").value(end.getEpochSecond());
        json.name("model").value(session.model());
        json.name("turns").value(session.turns().size());
        json.name("bytes").value(session.weight());
    }

    private static void message(Message message, JsonWriter json) {
        json.beginObject()
                .name("role")
                .word(message.role().name().toLowerCase(Locale.ROOT))
                .name("content");
        parts(message.parts(), json);
        json.endObject();
    }

    private static void parts(List<Part> parts, JsonWriter json) {
        json.beginArray();
        for (Part part : parts) {
            json.beginObject();
            part(part, json);
            json.endObject();
        }
        json.endArray();
    }

    private static void part(Part part, JsonWriter json) {
        switch (part) {
            case Part.Words words -> text("text", words.text(), json);
            case Part.Thinking thinking -> text("thinking", thinking.text(), json);
            case Part.Refusal refusal -> text("refusal", refusal.text(), json);
            case Part.Media media -> media(media, json);
            case Part.Call call -> {
                text("tool_call", call.call().arguments(), json);
                json.name("id")
                        .value(call.call().id())
                        .name("name")
                        .value(call.call().name());
            }
            case Part.Result result -> {
                json.name("type").word("tool_result").name("id").value(result.callId());
                json.name("content");
                parts(result.content(), json);
            }
            case Part.Foreign foreign ->
                json.name("type").word("other").name("value").value(foreign.json());
            case Part.ForeignCall foreign ->
                json.name("type").word("other").name("value").value(foreign.json());
        }
    }

    private static void text(String type, JsonText text, JsonWriter json) {
        json.name("type").word(type).name(type.equals("tool_call") ? "arguments" : "text");
        json.value(text);
    }

    /** Bytes that stand in the conversation itself are left out. */
    private static void media(Part.Media media, JsonWriter json) {
        json.name("type").word(media.kind().name().toLowerCase(Locale.ROOT));
        switch (media.source()) {
            case MediaSource.Address at -> json.name("url").value(at.url());
            case MediaSource.Inline inline ->
                json.name("media_type")
                        .value(inline.mediaType())
                        .name("base64_length")
                        .value(inline.base64().length());
            case MediaSource.FileId file -> json.name("file_id").value(file.id());
        }
    }
}
