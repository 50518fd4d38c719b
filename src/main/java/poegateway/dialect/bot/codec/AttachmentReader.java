package poegateway.dialect.bot.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.conversation.Extras;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads files that are named by their address: attachments of a query, and files of an answer. */
final class AttachmentReader {
    private AttachmentReader() {}

    static List<Part> read(List<JsonSlice> list, String place) {
        List<Part> media = new ArrayList<>();
        for (JsonSlice each : list) {
            String at = place + "[" + media.size() + "]";
            Map<String, JsonSlice> members = QueryToolReader.object(each, at);
            JsonText url = QueryToolReader.text(members, "url", at);
            JsonText type = QueryToolReader.text(members, "content_type", at);
            JsonText name = QueryToolReader.text(members, "name", at);
            members.keySet().removeAll(List.of("url", "content_type", "name"));
            media.add(media(url, type, name, QueryMembers.extras(members)));
        }
        return media;
    }

    /** A file; one whose address holds its bytes is read as these bytes. */
    static Part.Media media(JsonText url, JsonText type, JsonText name, Extras extras) {
        MediaSource source = url.startsWith("data:") ? MediaSource.of(url) : new MediaSource.Address(url, type);
        return new Part.Media(kind(type), source, Optional.of(name).filter(text -> !text.isEmpty()), extras);
    }

    private static MediaKind kind(JsonText type) {
        if (type.startsWith("image/")) {
            return MediaKind.IMAGE;
        }
        if (type.startsWith("audio/")) {
            return MediaKind.AUDIO;
        }
        return type.startsWith("video/") ? MediaKind.VIDEO : MediaKind.DOCUMENT;
    }
}
