package poegateway.dialect.codec;

import java.util.Optional;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.ReplyEvent;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * What callers get to see of a text that a model replaces, in dialects that cannot take words back: the rest, where the new
 * text begins with what was sent, else a blank line and all of the new text. What was sent is known by length and hash alone.
 * Not thread-safe.
 */
public final class ReplacedWords {
    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final JsonText BLANK_LINE = new JsonText(new byte[] {'\\', 'n', '\\', 'n'}, 0, 4);

    private long length;
    private long hash;

    /** Notes words that were sent. */
    public void add(JsonText text) {
        hash = hash(hash, text.source(), text.from(), text.to());
        length += text.length();
    }

    /** What is to be sent of a text that replaces all words so far. */
    public JsonText rest(JsonText text) {
        if (length == 0) {
            return text;
        }
        return added(text).orElseGet(() -> joined(BLANK_LINE, text));
    }

    /** What a text adds to the words so far; empty where it does not begin with them. */
    public Optional<JsonText> added(JsonText text) {
        int end = text.from() + (int) Math.min(length, text.length());
        boolean begins = text.length() >= length && hash(0, text.source(), text.from(), end) == hash;
        return begins ? Optional.of(text.part(end, text.to())) : Optional.empty();
    }

    /** Whether no words were sent. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** Words that show a medium, empty where it stands in the words of the answer already: a picture in Markdown, else its address. */
    public JsonText shown(ReplyEvent.MediaShown shown) {
        if (shown.inWords()) {
            return JsonText.EMPTY;
        }
        Part.Media media = shown.media();
        JsonWriter words = new JsonWriter();
        if (length > 0) {
            raw(words, BLANK_LINE);
        }
        boolean picture = media.kind() == MediaKind.IMAGE;
        if (picture) {
            raw(words, JsonText.of("!["));
            media.name().ifPresent(name -> raw(words, name));
            raw(words, JsonText.of("]("));
        }
        MediaSource.url(media.source()).forEach(piece -> raw(words, piece));
        if (picture) {
            raw(words, JsonText.of(")"));
        }
        byte[] all = words.written().toByteArray();
        return new JsonText(all, 0, all.length);
    }

    private static void raw(JsonWriter to, JsonText text) {
        to.raw(text.source(), text.from(), text.to());
    }

    private static JsonText joined(JsonText first, JsonText second) {
        byte[] all = new byte[first.length() + second.length()];
        System.arraycopy(first.source(), first.from(), all, 0, first.length());
        System.arraycopy(second.source(), second.from(), all, first.length(), second.length());
        return new JsonText(all, 0, all.length);
    }

    private static long hash(long start, byte[] bytes, int from, int to) {
        long hash = start;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (bytes[i] & 0xFF)) * PRIME;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
