package poegateway.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one place that makes JSON parsers, so that all texts are read under the same limits. */
public final class Json {
    /** Deepest nesting of objects and arrays. */
    public static final int NESTING_LIMIT = 200;

    /** Longest number, in digits. */
    public static final int NUMBER_LENGTH_LIMIT = 1_000;

    /** Most keys in one object; more are an attack on hash tables. */
    public static final int KEYS_LIMIT = 10_000;

    /** Longest key, in characters. */
    public static final int NAME_LENGTH_LIMIT = 50_000;

    private static final JsonFactory FACTORY = newFactory();

    private Json() {}

    /** A factory with all our limits, for those few who must build a tree and so bind it to a mapper of their own. */
    public static JsonFactory newFactory() {
        // Strings have no limit here: whoever reads the body caps it, and base64 images fill all of that.
        // The pool is shared because buffers kept by thread are lost on virtual threads. It has no lock to queue for,
        // and
        // no parser is held over a wait, so it stays about as large as the number of cores.
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(NESTING_LIMIT)
                        .maxNumberLength(NUMBER_LENGTH_LIMIT)
                        .maxNameLength(NAME_LENGTH_LIMIT)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /**
     * A parser of the text in a part of an array. {@link JsonCursor} adds what Jackson does not check.
     *
     * @param from offset of the first byte
     * @param to offset after the last one
     */
    static JsonParser parser(byte[] bytes, int from, int to) {
        try {
            return FACTORY.createParser(bytes, from, to - from);
        } catch (IOException e) {
            throw new UncheckedIOException("a parser of bytes in memory reads nothing", e);
        }
    }

    /** Offset after the value that stands before the next key or closing bracket. */
    static int endOfValueBefore(byte[] source, int next) {
        int at = blanksBefore(source, next);
        return source[at - 1] == ',' ? blanksBefore(source, at - 1) : at;
    }

    /** Offset after the string that begins with the quote at {@code start}. */
    public static int endOfString(byte[] source, int start) {
        int at = start + 1;
        while (source[at] != '"') {
            at += source[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /** The same of a string that may break off before offset {@code to}, which is -1 then. */
    static int endOfString(byte[] source, int start, int to) {
        int at = start + 1;
        while (at < to && source[at] != '"') {
            at += source[at] == '\\' ? 2 : 1;
        }
        return at < to ? at + 1 : -1;
    }

    /** Offset after the string, number or word that starts there; after the bracket of an object or an array. */
    public static int endOfScalar(byte[] source, int start) {
        if (source[start] == '"') {
            return endOfString(source, start);
        }
        int end = start + 1;
        while (end < source.length && ",]}".indexOf(source[end]) < 0 && !isBlank(source[end])) {
            end++;
        }
        return end;
    }

    /** A JSON string of that text, quotes included. A surrogate without its other half has no UTF-8, and is escaped. */
    public static String quoted(String text) {
        return isPlain(text) ? '"' + text + '"' : escaped(text);
    }

    /** Most texts that are quoted are names and ids. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~' || character == '"' || character == '\\') {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ' || isLone(text, i)) {
                json.append(String.format("\\u%04x", (int) character));
            } else {
                json.append(character);
            }
        }
        return json.append('"').toString();
    }

    private static boolean isLone(String text, int at) {
        char character = text.charAt(at);
        if (Character.isHighSurrogate(character)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(character) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    private static int blanksBefore(byte[] source, int from) {
        int at = from;
        while (isBlank(source[at - 1])) {
            at--;
        }
        return at;
    }

    /** White space as JSON defines it. */
    public static boolean isBlank(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
