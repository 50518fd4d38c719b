package poegateway.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import poegateway.wire.Utf8;
import poegateway.wire.WordScanner;

/**
 * One look at a text: is it a JSON object, and which keys of a table stand in it? Most events of a stream need no edit, and a
 * full parser costs several times as much, so this checks the grammar by itself: every text is proven to be JSON in UTF-8,
 * and only one with a telling key need be parsed. Number ranges are not looked at. Not thread-safe.
 */
public final class JsonKeyScanner {
    /** Not a JSON object in UTF-8. */
    public static final int INVALID = -1;

    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");
    private static final int NONE = -1;

    private final JsonKeyTable table;
    private byte[] bytes = {};
    private int at;
    private int end;
    private int depth;
    private int flags;
    private boolean escaped;
    private boolean inUtf8;
    private boolean tooDeep;
    private int locatedFrom;
    private int locatedTo;

    public JsonKeyScanner(JsonKeyTable table) {
        this.table = table;
    }

    /** What the keys of the table tell that were seen, all flags in one; or {@link #INVALID}. */
    public int scan(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        end = to;
        depth = 0;
        flags = 0;
        tooDeep = false;
        locatedFrom = NONE;
        inUtf8 = Utf8.firstInvalid(source, from, to) < 0;
        boolean valid = inUtf8 && peek() == '{' && object() && peek() == 0 && at == end;
        return valid ? flags : INVALID;
    }

    /** What was wrong with a text that is {@link #INVALID}; follows a subject in a sentence. */
    public String fault() {
        return tooDeep
                ? "is nested deeper than " + Json.NESTING_LIMIT + " levels"
                : inUtf8 ? "is not JSON" : "is not UTF-8";
    }

    /**
     * Offset of the comma before the last member that told the flags to locate; -1 when there is none, or when it is not at
     * the top or has no comma before it, and so must be parsed for.
     */
    public int locatedFrom() {
        return locatedFrom;
    }

    /** Offset after that member. */
    public int locatedTo() {
        return locatedTo;
    }

    private boolean object() {
        if (!descends()) {
            return false;
        }
        if (peek() == '}') {
            return ascends();
        }
        int comma = NONE;
        while (member(comma)) {
            int next = peek();
            if (next != ',') {
                return next == '}' && ascends();
            }
            comma = at++;
        }
        return false;
    }

    /** Takes an opening bracket, unless it is one too many. */
    private boolean descends() {
        at++;
        tooDeep = ++depth > Json.NESTING_LIMIT;
        return !tooDeep;
    }

    /** Takes the closing bracket. */
    private boolean ascends() {
        at++;
        depth--;
        return true;
    }

    private boolean member(int comma) {
        if (peek() != '"') {
            return false;
        }
        int key = at + 1;
        escaped = false;
        if (!string()) {
            return false;
        }
        flags |= escaped ? table.escaped() : 0;
        JsonKeyTable.@Nullable Key telling = table.find(bytes, key, at - 1);
        if (peek() != ':') {
            return false;
        }
        at++;
        return telling == null ? value() : tellingValue(telling, comma); // most keys tell nothing
    }

    private boolean tellingValue(JsonKeyTable.Key key, int comma) {
        int told = told(key, peek());
        flags |= told;
        boolean valid = value();
        if (told == table.located()) {
            locatedFrom = depth == 1 ? comma : NONE;
            locatedTo = at;
        }
        return valid;
    }

    /** What a key tells in view of its value, whose first byte is given. */
    private int told(JsonKeyTable.Key key, int first) {
        if (!key.tellsAt(depth)) {
            return 0;
        }
        return switch (first) {
            case 'n' -> key.whenNull();
            case '"' -> key.whenString();
            case '[' -> beginsWithObject() ? key.whenObjects() : key.any();
            default -> key.any();
        };
    }

    /** Whether the first element of the array at hand is an object; it is not taken. */
    private boolean beginsWithObject() {
        int value = at;
        at++;
        boolean object = peek() == '{';
        at = value;
        return object;
    }

    private boolean array() {
        if (!descends()) {
            return false;
        }
        if (peek() == ']') {
            return ascends();
        }
        while (value()) {
            int next = peek();
            if (next != ',') {
                return next == ']' && ascends();
            }
            at++;
        }
        return false;
    }

    private boolean value() {
        return switch (peek()) {
            case '"' -> string();
            case '{' -> object();
            case '[' -> array();
            case 't' -> word(TRUE);
            case 'f' -> word(FALSE);
            case 'n' -> word(NULL);
            default -> number();
        };
    }

    private boolean string() {
        int next = at + 1;
        while (next != JsonGrammar.UNREADABLE) {
            int stop = WordScanner.endOfPlainText(bytes, next, end);
            if (stop == end) {
                return false;
            }
            if (bytes[stop] == '"') {
                at = stop + 1;
                return true;
            }
            escaped = true;
            next = bytes[stop] == '\\' ? JsonGrammar.endOfEscape(bytes, stop, end) : JsonGrammar.UNREADABLE;
        }
        return false;
    }

    private boolean word(byte[] word) {
        int after = at + word.length;
        boolean same = after <= end && Arrays.equals(bytes, at, after, word, 0, word.length);
        at = after;
        return same;
    }

    private boolean number() {
        int after = JsonGrammar.endOfNumber(bytes, at, end);
        at = after;
        return after != JsonGrammar.UNREADABLE;
    }

    /** The next byte that is no white space, not taken; 0 at the end. */
    private int peek() {
        while (at < end) {
            byte next = bytes[at];
            if (next > ' ' || !Json.isBlank(next)) { // the first alone decides on most
                return next;
            }
            at++;
        }
        return 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
