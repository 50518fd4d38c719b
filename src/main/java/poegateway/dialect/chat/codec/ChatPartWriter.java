package poegateway.dialect.chat.codec;

import java.util.List;
import java.util.Map;
import poegateway.conversation.Dialect;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes the parts of a message's content as chat completions have them. */
final class ChatPartWriter {
    private static final String AUDIO = "audio/";

    private final JsonWriter json;
    private final Dropped dropped;

    ChatPartWriter(JsonWriter json, Dropped dropped) {
        this.json = json;
        this.dropped = dropped;
    }

    void part(Part part) {
        switch (part) {
            case Part.Words words -> {
                json.beginObject().name("type").word("text").name("text").value(words.text());
                Nested.beside("text.", dropped.kept(words.extras(), Dialect.CHAT, "content"), json);
                json.endObject();
            }
            case Part.Refusal refusal -> {
                json.beginObject().name("type").word("refusal").name("refusal").value(refusal.text());
                Nested.beside("refusal.", dropped.kept(refusal.extras(), Dialect.CHAT, "content"), json);
                json.endObject();
            }
            case Part.Media media -> media(media);
            case Part.Foreign foreign -> foreign(foreign);
            case Part.Thinking thinking -> throw new IllegalArgumentException("thoughts are no part of the content");
            case Part.Call call -> throw new IllegalArgumentException("calls are no part of the content");
            case Part.ForeignCall call -> throw new IllegalArgumentException("calls are no part of the content");
            case Part.Result result -> throw new IllegalArgumentException("results are messages of their own");
        }
    }

    private void foreign(Part.Foreign foreign) {
        if (foreign.origin() != Dialect.CHAT) {
            throw Dropped.refused(
                    "a part " + Dropped.kind(foreign.json()) + " in the content of a message (messages.content)",
                    "the chat completions of this model");
        }
        json.value(foreign.json());
    }

    private void media(Part.Media media) {
        dropped.addUntoldType(media);
        Map<String, JsonSlice> extras = dropped.kept(media.extras(), Dialect.CHAT, "content");
        String type = type(media);
        json.beginObject().name("type").word(type).name(type).beginObject();
        switch (type) {
            case "image_url" -> {
                json.name("url").value(MediaSource.url(media.source()));
                dropped.addUntoldName(media);
            }
            case "input_audio" -> {
                audio((MediaSource.Inline) media.source());
                dropped.addUntoldName(media);
            }
            default -> file(media);
        }
        Nested.inside(type + ".", extras, json);
        json.endObject();
        Nested.beside(type + ".", extras, json);
        json.endObject();
    }

    /** Sounds and films at an address are files here, and so is what was uploaded. */
    private static String type(Part.Media media) {
        return switch (media.source()) {
            case MediaSource.FileId file -> "file";
            case MediaSource.Address at -> media.kind() == MediaKind.IMAGE ? "image_url" : "file";
            case MediaSource.Inline inline ->
                switch (media.kind()) {
                    case IMAGE -> "image_url";
                    case AUDIO -> inline.mediaType().startsWith(AUDIO) ? "input_audio" : "file";
                    case VIDEO, DOCUMENT -> "file";
                };
        };
    }

    private void audio(MediaSource.Inline inline) {
        JsonText type = inline.mediaType();
        json.name("data").value(inline.base64());
        json.name("format").value(type.part(type.from() + AUDIO.length(), type.to()));
    }

    private void file(Part.Media media) {
        if (media.source() instanceof MediaSource.FileId file) {
            json.name("file_id").value(file.id());
        } else {
            List<JsonText> url = MediaSource.url(media.source());
            json.name("file_data").value(url);
        }
        media.name().ifPresent(name -> json.name("filename").value(name));
    }
}
