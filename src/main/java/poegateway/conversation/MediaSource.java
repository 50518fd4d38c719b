package poegateway.conversation;

import java.util.List;
import poegateway.wire.json.JsonText;

/** Where a picture, sound, film or document is. */
public sealed interface MediaSource {
    /**
     * At an address, which may be of any scheme but {@code data:}.
     *
     * @param mediaType such as {@code image/png}; empty where nobody told it
     */
    record Address(JsonText url, JsonText mediaType) implements MediaSource {
        /** One of unknown type. */
        public Address(JsonText url) {
            this(url, JsonText.EMPTY);
        }

        /** The last part of its path; empty where it has none. */
        public String fileName() {
            String path = url.decoded().replaceFirst("[?#](?s:.*)", "");
            int host = path.indexOf("://");
            int slash = path.lastIndexOf('/');
            return slash > host + 2 ? path.substring(slash + 1) : "";
        }
    }

    /**
     * In the text itself.
     *
     * @param mediaType such as {@code image/png}; empty where none was given
     * @param base64 the bytes
     */
    record Inline(JsonText mediaType, JsonText base64) implements MediaSource {}

    /** In a file that was uploaded before. */
    record FileId(JsonText id) implements MediaSource {}

    /** The source that an address names; one of the scheme {@code data:} holds the bytes itself, if it is in base64. */
    static MediaSource of(JsonText url) {
        if (!url.startsWith("data:")) {
            return new Address(url);
        }
        int comma = url.indexOf(',');
        int typeFrom = url.from() + "data:".length();
        int typeTo = comma - ";base64".length();
        boolean isBase64 = typeTo >= typeFrom && url.part(typeTo, comma).is(";base64");
        return isBase64 ? new Inline(url.part(typeFrom, typeTo), url.part(comma + 1, url.to())) : new Address(url);
    }

    /** Its address, in pieces of one text; of the scheme {@code data:} where the bytes are in the text itself. */
    static List<JsonText> url(MediaSource source) {
        return switch (source) {
            case Address at -> List.of(at.url);
            case Inline inline ->
                List.of(JsonText.of("data:"), inline.mediaType, JsonText.of(";base64,"), inline.base64);
            case FileId file -> List.of(file.id);
        };
    }

    /** The same, keeping no larger text alive. */
    default MediaSource detached() {
        return switch (this) {
            case Address at -> new Address(at.url.detached(), at.mediaType.detached());
            case Inline inline -> new Inline(inline.mediaType.detached(), inline.base64.detached());
            case FileId file -> new FileId(file.id.detached());
        };
    }
}
