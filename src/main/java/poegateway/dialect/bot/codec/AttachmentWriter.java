package poegateway.dialect.bot.codec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import poegateway.conversation.Dialect;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.dialect.Dropped;
import poegateway.wire.JsonSlice;
import poegateway.wire.JsonText;
import poegateway.wire.JsonWriter;

/** Writes the media of a message as its attachments. The protocol demands a type and a name for each. */
final class AttachmentWriter {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("webm", "video/webm"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"),
            Map.entry("md", "text/markdown"),
            Map.entry("csv", "text/csv"),
            Map.entry("json", "application/json"));

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
        String fileName = media.source() instanceof MediaSource.Address address ? fileName(address) : "";
        json.name("url").value(MediaSource.url(media.source())).name("content_type");
        json.value(known.isEmpty() ? JsonText.of(type(media, fileName)) : known);
        String name = fileName.isEmpty() ? word(media) : fileName;
        json.name("name").value(media.name().orElseGet(() -> JsonText.of(name)));
    }

    /** The last part of the path of an address. */
    private static String fileName(MediaSource.Address address) {
        String path = address.url().decoded().replaceFirst("[?#](?s:.*)", "");
        int host = path.indexOf("://");
        int slash = path.lastIndexOf('/');
        return slash > host + 2 ? path.substring(slash + 1) : "";
    }

    private static String type(Part.Media media, String fileName) {
        String given = media.name().map(JsonText::decoded).orElse(fileName);
        String extension = given.substring(given.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String known = TYPES.get(extension);
        return known != null && (media.kind() == MediaKind.DOCUMENT || known.startsWith(word(media)))
                ? known
                : usualType(media.kind());
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
