package poegateway.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import poegateway.wire.Utf8;

/**
 * Finds the tokens of a JSON text (RFC 8259) in memory, and where each stands; nothing is decoded or copied. The inside of a string
 * is looked at when its end is asked for, or the token after it. It takes what {@link Json}'s parser takes, under the same limits;
 * whatever else it meets is explained by {@link JsonReplay}.
 */
final class JsonTokenizer {
    private static final int END_OF_TEXT = -1;
    private static final int UNREAD = -1;
    private static final int ARRAY = -1;
    private static final int USUAL_DEPTH = 8;

    private final byte[] source;
    private final int from;
    private final int to;
    private final JsonScalars scalars;
    private int at;
    private @Nullable JsonToken token;
    private int tokens;
    private int start;
    private int end;
    /** For each structure around the place at hand: number of keys so far of an object, {@link #ARRAY} for an array. */
    private int[] keys = new int[USUAL_DEPTH];

    private int depth;

    /**
     * @param from offset of the text in the array
     * @param to offset after it
     */
    JsonTokenizer(byte[] source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
        this.scalars = new JsonScalars(source, from, to);
        this.at = Utf8.beginsWithMark(source, from, to) ? from + Utf8.BYTE_ORDER_MARK_BYTES : from;
        this.start = at;
        this.end = at;
    }

    /** Moves to the next token; null at the end of the text. */
    @Nullable
    JsonToken next() throws JsonFault {
        end();
        JsonToken found = depth == 0 ? inRoot() : inStructure();
        token = found;
        tokens++;
        return found;
    }

    /** The token at hand; null before the first one and after the last one. */
    @Nullable
    JsonToken token() {
        return token;
    }

    /** Number of tokens so far, the one at hand included. */
    int tokens() {
        return tokens;
    }

    /** Offset of the first byte of the token at hand. */
    int start() {
        return start;
    }

    /** Offset after the token at hand. */
    int end() throws JsonFault {
        if (end == UNREAD) {
            end = readable(scalars.endOfString(start));
            at = end;
        }
        return end;
    }

    /** The same of a token that is no string, without looking. */
    int stop() {
        return end;
    }

    private @Nullable JsonToken inRoot() throws JsonFault {
        int first = nextByte();
        if (first == END_OF_TEXT) {
            start = at;
            end = at;
            return null;
        }
        JsonToken found = value(first);
        boolean apart = !found.isNumeric() || at == to || Json.isBlank(source[at]);
        return apart ? found : refused();
    }

    private JsonToken inStructure() throws JsonFault {
        int first = nextByte();
        JsonToken before = token;
        if (before == JsonToken.FIELD_NAME) {
            if (first != ':') {
                return refused();
            }
            at++;
            return value(nextByte());
        }
        if (first == '}' || first == ']') {
            return close(first);
        }
        if (before != JsonToken.START_OBJECT && before != JsonToken.START_ARRAY) {
            if (first != ',') {
                return refused();
            }
            at++;
            first = nextByte();
        }
        return keys[depth - 1] == ARRAY ? value(first) : name(first);
    }

    private int nextByte() {
        while (at < to && Json.isBlank(source[at])) {
            at++;
        }
        return at < to ? source[at] & 0xFF : END_OF_TEXT;
    }

    private JsonToken value(int first) throws JsonFault {
        start = at;
        return switch (first) {
            case '"' -> string();
            case '{' -> open(JsonToken.START_OBJECT, 0);
            case '[' -> open(JsonToken.START_ARRAY, ARRAY);
            case 't' -> scalar(JsonToken.VALUE_TRUE, scalars.endOfWord(at, "true"));
            case 'f' -> scalar(JsonToken.VALUE_FALSE, scalars.endOfWord(at, "false"));
            case 'n' -> scalar(JsonToken.VALUE_NULL, scalars.endOfWord(at, "null"));
            default -> number();
        };
    }

    private JsonToken string() {
        end = UNREAD;
        return JsonToken.VALUE_STRING;
    }

    private JsonToken number() throws JsonFault {
        int stop = readable(scalars.endOfNumber(at));
        boolean whole = stop == JsonGrammar.endOfDigits(source, source[at] == '-' ? at + 1 : at, to);
        return scalar(whole ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT, stop);
    }

    private JsonToken scalar(JsonToken kind, int stop) throws JsonFault {
        end = readable(stop);
        at = end;
        return kind;
    }

    private JsonToken name(int first) throws JsonFault {
        if (first != '"') {
            return refused();
        }
        start = at;
        end = readable(scalars.endOfName(at));
        at = end;
        keys[depth - 1]++;
        return JsonToken.FIELD_NAME;
    }

    private JsonToken open(JsonToken kind, int count) throws JsonFault {
        if (depth == Json.NESTING_LIMIT) {
            return refused();
        }
        if (depth == keys.length) {
            keys = Arrays.copyOf(keys, 2 * depth);
        }
        keys[depth] = count;
        depth++;
        at++;
        end = at;
        return kind;
    }

    private JsonToken close(int bracket) throws JsonFault {
        boolean array = keys[depth - 1] == ARRAY;
        if (array != (bracket == ']')) {
            return refused();
        }
        depth--;
        start = at;
        at++;
        end = at;
        return array ? JsonToken.END_ARRAY : JsonToken.END_OBJECT;
    }

    /** Number of keys so far of the object whose key is at hand. */
    int keys() {
        return keys[depth - 1];
    }

    private int readable(int stop) throws JsonFault {
        if (stop == JsonScalars.UNREADABLE) {
            refused();
        }
        return stop;
    }

    private JsonToken refused() throws JsonFault {
        throw new JsonReplay(source, from, to).fault();
    }
}
