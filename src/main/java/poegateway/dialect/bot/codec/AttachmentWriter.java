package poegateway.dialect.bot.codec;

import java.util.List;
import java.util.Map;
import poegateway.conversation.Dialect;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.MediaTypes;
import poegateway.conversation.Part;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes the media of a message as its attachments. The protocol demands a type and a name for each. */
final class AttachmentWriter {
    private final JsonWriter json;
    private final Dropped dropped;

    AttachmentWriter(JsonWriter json, Dropped dropped) {
        this.json = json;
        this.dropped = dropped;
    }

    /** Writes the member {@code attachments}, if there are any media. */
    void write(List<Part> parts) {
        List<Part.Media> media = parts.stream()
                .filter(Part.Media.class::isInstance)
                .map(Part.Media.class::cast)
                .toList();
        if (!media.isEmpty()) {
            json.name("attachments").beginArray();
            media.forEach(this::attachment);
            json.endArray();
        }
    }

    private void attachment(Part.Media media) {
        switch (media.source()) {
            case MediaSource.Address address -> {
                Map<String, JsonSlice> extras = dropped.kept(media.extras(), Dialect.BOT, "content");
                json.beginObject();
                describe(media, json);
                extras.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
                json.endObject();
            }
            case MediaSource.Inline inline ->
                throw Dropped.refused("a file in the request itself, which was not uploaded,", QueryWriter.NAME);
            case MediaSource.FileId file -> throw Dropped.refused("a file by its id (file_id)", QueryWriter.NAME);
        }
    }

    /** Writes the members that every file has: its address, its type and its name. */
    static void describe(Part.Media media, JsonWriter json) {
        JsonText known = switch (media.source()) {
            case MediaSource.Address address -> address.mediaType();
            case MediaSource.Inline inline -> inline.mediaType();
            case MediaSource.FileId file -> JsonText.EMPTY;
        };
        String fileName = media.source() instanceof MediaSource.Address address ? address.fileName() : "";
        json.name("url").value(MediaSource.url(media.source())).name("content_type");
        json.value(known.isEmpty() ? JsonText.of(type(media, fileName)) : known);
        String name = fileName.isEmpty() ? word(media) : fileName;
        json.name("name").value(media.name().orElseGet(() -> JsonText.of(name)));
    }

    private static String type(Part.Media media, String fileName) {
        String given = media.name().map(JsonText::decoded).orElse(fileName);
        return MediaTypes.ofFile(given)
                .filter(type -> media.kind() == MediaKind.DOCUMENT || type.startsWith(word(media)))
                .orElseGet(() -> usualType(media.kind()));
    }

    private static String usualType(MediaKind kind) {
        return switch (kind) {
            case IMAGE -> "image/png";
            case AUDIO -> "audio/mpeg";
            case VIDEO -> "video/mp4";
            case DOCUMENT -> "application/octet-stream";
        };
    }

    private static String word(Part.Media media) {
        return switch (media.kind()) {
            case IMAGE -> "image";
            case AUDIO -> "audio";
            case VIDEO -> "video";
            case DOCUMENT -> "file";
        };
    }
}
