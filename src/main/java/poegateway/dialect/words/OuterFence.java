package poegateway.dialect.words;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import poegateway.wire.json.JsonText;

/**
 * Takes the code fence off a text that is JSON: a line of backticks and {@code json} before it, and a line of backticks behind it.
 * Models put them there though they were asked for nothing but JSON. Only a fence around all of the text is one: where other words
 * come first, the text stays as it is. Held back are what may be the line before the text, and blanks and backticks at the end of
 * what came. Not thread-safe.
 */
public final class OuterFence {
    /** Most that waits until it is known whether it belongs to a fence. */
    static final int HELD_BYTES_MAX = 1024;

    private static final int TICKS_MIN = 3;
    private static final int LANGUAGE_CHARACTERS_MAX = 16;
    private static final String LANGUAGE = "json";
    private static final String VALUE_BEGINNINGS = "{[\"";

    private final WordSink out;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final StringBuilder language = new StringBuilder();
    private Place place = Place.BEFORE;
    private int ticks;
    private int depth;

    /** Takes what is left of the text. */
    public interface WordSink {
        void accept(JsonText text) throws IOException;
    }

    private enum Place {
        /** In the blanks before the text or before another fence in it. */
        BEFORE,
        TICKS,
        LANGUAGE,
        /** Behind the language, on its line. */
        AFTER_LANGUAGE,
        INSIDE,
        /** In a text without a fence. */
        UNFENCED
    }

    /** @param out takes what is no part of a fence */
    public OuterFence(WordSink out) {
        this.out = out;
    }

    /** Whether something waits. */
    public boolean holds() {
        return held.size() > 0;
    }

    /** More of the text. */
    public void add(JsonText text) throws IOException {
        int at = text.from();
        while (at < text.to() && isBefore()) {
            at = step(text, at);
        }
        if (at < text.to()) {
            pass(at == text.from() ? text : text.part(at, text.to()));
        }
    }

    /** The text is complete: what closes the fences that were opened is left out. */
    public void end() throws IOException {
        if (depth == 0) {
            release();
        } else {
            String rest = withoutClosing(take().decoded());
            if (!rest.isEmpty()) {
                out.accept(JsonText.of(rest));
            }
        }
        restart();
    }

    /** Lets go of what waits, as it stands. */
    public void release() throws IOException {
        if (holds()) {
            out.accept(take());
        }
    }

    /** Another text begins. */
    public void restart() {
        held.reset();
        depth = 0;
        before();
    }

    private void before() {
        held.reset();
        language.setLength(0);
        ticks = 0;
        place = Place.BEFORE;
    }

    private boolean isBefore() {
        return place != Place.INSIDE && place != Place.UNFENCED;
    }

    /** Takes one character of what may be the line that opens a fence; returns the offset after it, or its own where it is none. */
    private int step(JsonText text, int at) throws IOException {
        int character = RawCharacter.at(text, at);
        int next = RawCharacter.after(text, at);
        if (isOfOpening(character) && held.size() < HELD_BYTES_MAX) {
            held.write(text.source(), at, next - at);
            return next;
        }
        if (!opens(character)) {
            isText();
            return at;
        }
        depth++;
        before();
        return character == '\n' ? next : at;
    }

    private boolean isOfOpening(int character) {
        return switch (place) {
            case BEFORE -> isTick(character) || RawCharacter.isBlank(character);
            case TICKS -> isTick(character) || (ticks >= TICKS_MIN && isOfLanguage(character));
            case LANGUAGE -> isOfLanguage(character);
            default -> character == ' ' || character == '\t' || character == '\r';
        };
    }

    private boolean isTick(int character) {
        if (character != '`') {
            return false;
        }
        place = Place.TICKS;
        ticks++;
        return true;
    }

    private boolean isOfLanguage(int character) {
        place = Place.LANGUAGE;
        if (Character.isLetterOrDigit(character)) {
            language.append((char) character);
            return mayBeJson();
        }
        place = Place.AFTER_LANGUAGE;
        return isOfOpening(character);
    }

    private boolean mayBeJson() {
        String word = language.toString().toLowerCase(Locale.ROOT);
        return word.length() <= LANGUAGE_CHARACTERS_MAX && (LANGUAGE.startsWith(word) || word.startsWith(LANGUAGE));
    }

    /** Whether the line is complete before this character, or with it. */
    private boolean opens(int character) {
        String word = language.toString().toLowerCase(Locale.ROOT);
        boolean isLine = place == Place.AFTER_LANGUAGE && ticks >= TICKS_MIN;
        return isLine
                && (word.isEmpty() || word.startsWith(LANGUAGE))
                && (character == '\n' || VALUE_BEGINNINGS.indexOf(character) >= 0);
    }

    /** There is no fence, or no further one: blanks behind a fence go with it. */
    private void isText() throws IOException {
        if (depth > 0 && place == Place.BEFORE) {
            held.reset();
        }
        place = depth > 0 ? Place.INSIDE : Place.UNFENCED;
        release();
    }

    private void pass(JsonText text) throws IOException {
        int end = place == Place.INSIDE ? beforeClosing(text) : text.to();
        if (end > text.from()) {
            release();
            out.accept(end == text.to() ? text : text.part(text.from(), end));
        }
        held.write(text.source(), end, text.to() - end);
        if (held.size() > HELD_BYTES_MAX) {
            release();
        }
    }

    /** Offset of the blanks and backticks at the end. */
    private static int beforeClosing(JsonText text) {
        int end = text.from();
        int at = text.from();
        while (at < text.to()) {
            int character = RawCharacter.at(text, at);
            at = RawCharacter.after(text, at);
            if (character != '`' && !RawCharacter.isBlank(character)) {
                end = at;
            }
        }
        return end;
    }

    private String withoutClosing(String text) {
        String rest = text.stripTrailing();
        for (int fence = 0; fence < depth; fence++) {
            int end = rest.length();
            while (end > 0 && rest.charAt(end - 1) == '`') {
                end--;
            }
            if (rest.length() - end >= TICKS_MIN) {
                rest = rest.substring(0, end).stripTrailing();
            }
        }
        return rest;
    }

    private JsonText take() {
        byte[] bytes = held.toByteArray();
        held.reset();
        return new JsonText(bytes, 0, bytes.length);
    }
}
