package poegateway.dialect.bot.codec;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.wire.json.JsonText;

/**
 * Puts addresses in the place of references. Words show a file as {@code ![title][reference]}, and the event that brings the file
 * comes before or after them. Words wait from the reference on only while its file may still come, and only if it looks like one of
 * Poe's. A file that no words have shown is shown at the end. Not thread-safe.
 */
final class InlineReferences {
    /** Most text that waits for a file. */
    static final int HELD_BYTES_MAX = 16 * 1024;

    /** Most files that wait for words; further ones are shown at once. */
    static final int FILES_MAX = 64;

    /** Most bytes of the addresses of all files that wait. */
    static final int ADDRESS_BYTES_MAX = 256 * 1024;

    private static final int REFERENCE_BYTES_MAX = 64;
    private static final int POE_REFERENCE_BYTES = 8;
    private static final JsonText OPEN = RawText.ascii("(");
    private static final JsonText CLOSE = RawText.ascii(")");

    private final TextSink words;
    private final Map<JsonText, Part.Media> files = new LinkedHashMap<>();
    private final Map<JsonText, Part.Media> unshown = new LinkedHashMap<>();
    private final HeldText held = new HeldText();
    private State state = State.TEXT;
    private boolean filesMayCome = true;
    private int referenceLength;
    private long addressBytes;

    /** Where in the text the reader is. */
    private enum State {
        TEXT,
        /** Behind an exclamation mark. */
        AFTER_BANG,
        IN_TITLE,
        /** Behind the bracket that closes a title. */
        AFTER_TITLE,
        /** In the reference, which is held from its bracket on. */
        IN_REFERENCE,
        /** Behind a reference whose file may come; all is held. */
        WAITING
    }

    InlineReferences(TextSink words) {
        this.words = words;
    }

    void add(JsonText text, ReplyEvents into) throws IOException {
        int at = text.from();
        while (at < text.to()) {
            at = switch (state) {
                case TEXT, AFTER_BANG, IN_TITLE, AFTER_TITLE -> words(text, at);
                case IN_REFERENCE -> reference(text.source(), at, into);
                case WAITING -> hold(text, at, into);
            };
        }
    }

    /**
     * A file has come.
     *
     * @param reference by which words may show it; empty when they cannot
     */
    void file(Part.Media file, JsonText reference, ReplyEvents into) throws IOException {
        long bytes = MediaSource.url(file.source()).stream()
                .mapToLong(JsonText::length)
                .sum();
        boolean isTooMuch = files.size() >= FILES_MAX || addressBytes + bytes > ADDRESS_BYTES_MAX;
        if (reference.isEmpty() || reference.length() > REFERENCE_BYTES_MAX || isTooMuch) {
            into.accept(new ReplyEvent.MediaShown(file, false));
            return;
        }
        addressBytes += bytes;
        JsonText key = reference.detached();
        Part.Media kept = (Part.Media) file.detached();
        files.put(key, kept);
        unshown.put(key, kept);
        if (state == State.WAITING && waitsFor(key)) {
            JsonText all = held.take();
            state = State.TEXT;
            show(key, kept, into);
            add(all.part(referenceLength, all.to()), into);
        }
    }

    /** Lets go of what waits, as it stands. */
    void release(ReplyEvents into) throws IOException {
        while (state == State.WAITING) {
            giveUp(into);
        }
        if (state == State.IN_REFERENCE) {
            words.accept(held.take());
            state = State.TEXT;
        }
    }

    /** No more files come. */
    void end(ReplyEvents into) throws IOException {
        filesMayCome = false;
        release(into);
        for (Part.Media file : unshown.values()) {
            into.accept(new ReplyEvent.MediaShown(file, false));
        }
        unshown.clear();
    }

    /** A new text begins, in the place of all before. */
    void restart() {
        held.clear();
        state = State.TEXT;
    }

    /** Passes words on, up to the bracket of a reference. */
    private int words(JsonText text, int from) throws IOException {
        int at = from;
        while (at < text.to() && state != State.IN_REFERENCE) {
            at = step(text, at);
        }
        if (at > from) {
            boolean isAll = from == text.from() && at == text.to();
            words.accept(isAll ? text : text.part(from, at));
        }
        return at;
    }

    private int step(JsonText text, int at) {
        byte[] source = text.source();
        byte character = source[at];
        switch (state) {
            case TEXT -> {
                int bang = bang(text, at);
                state = bang < text.to() ? State.AFTER_BANG : State.TEXT;
                return Math.min(bang + 1, text.to());
            }
            case AFTER_BANG -> state = character == '[' ? State.IN_TITLE : character == '!' ? state : State.TEXT;
            case IN_TITLE -> {
                if (character == ']') {
                    state = State.AFTER_TITLE;
                } else if (RawText.isLineBreak(source, at)) {
                    state = State.TEXT;
                }
            }
            default -> {
                state = character == '[' ? State.IN_REFERENCE : State.TEXT;
                return at;
            }
        }
        return RawText.next(source, at);
    }

    private static int bang(JsonText text, int from) {
        int at = from;
        while (at < text.to() && text.source()[at] != '!') {
            at++; // no escape holds one
        }
        return at;
    }

    /** Takes one byte of what may be a reference. */
    private int reference(byte[] source, int at, ReplyEvents into) throws IOException {
        boolean opens = held.length() == 0;
        boolean closes = source[at] == ']' && held.length() > 1;
        boolean inside = isOfReference(source[at]) && held.length() <= REFERENCE_BYTES_MAX;
        if (!opens && !closes && !inside) {
            words.accept(held.take());
            state = State.TEXT;
            return at;
        }
        held.append(source, at, at + 1);
        if (closes) {
            complete(into);
        }
        return at + 1;
    }

    private void complete(ReplyEvents into) throws IOException {
        JsonText all = new JsonText(held.bytes(), 0, held.length());
        JsonText reference = all.part(1, held.length() - 1);
        Part.Media file = files.get(reference);
        if (file != null) {
            JsonText key = reference.detached();
            held.clear();
            state = State.TEXT;
            show(key, file, into);
        } else if (filesMayCome && reference.length() == POE_REFERENCE_BYTES) {
            state = State.WAITING;
            referenceLength = held.length();
        } else {
            words.accept(held.take());
            state = State.TEXT;
        }
    }

    private static boolean isOfReference(byte character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '-'
                || character == '_';
    }

    private int hold(JsonText text, int from, ReplyEvents into) throws IOException {
        held.append(text.source(), from, text.to());
        if (held.length() > HELD_BYTES_MAX) {
            giveUp(into);
        }
        return text.to();
    }

    /** The reference that is waited for stays as it stands; what comes after it is looked at anew. */
    private void giveUp(ReplyEvents into) throws IOException {
        JsonText all = held.take();
        state = State.TEXT;
        words.accept(all.part(0, referenceLength));
        add(all.part(referenceLength, all.to()), into);
    }

    private boolean waitsFor(JsonText reference) {
        return new JsonText(held.bytes(), 1, referenceLength - 1).equals(reference);
    }

    private void show(JsonText key, Part.Media file, ReplyEvents into) throws IOException {
        words.accept(OPEN);
        for (JsonText piece : MediaSource.url(file.source())) {
            words.accept(piece);
        }
        words.accept(CLOSE);
        if (unshown.remove(key) != null) {
            into.accept(new ReplyEvent.MediaShown(file, true));
        }
    }
}
