package poegateway.dialect.chat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import poegateway.wire.Json;
import poegateway.wire.Utf8;
import poegateway.wire.WordScanner;

/**
 * One look at the data of an event: is it a JSON object, and which of the keys stand in it that may need an edit? Most
 * events need none, and a full parser costs several times as much, so this checks the grammar by itself: every event
 * is proven to be JSON in UTF-8, and only those with a telling key are parsed. Number ranges are not looked at.
 * Not thread-safe.
 */
final class EventScanner {
    /** Not a JSON object in UTF-8. */
    static final int INVALID = -1;

    static final int CHOICES = 1;
    static final int ERROR = 2;

    /** A {@code finish_reason} that is not null. */
    static final int FINISH = 4;

    static final int TOOL_CALLS = 8;
    static final int REASONING = 16;
    static final int USAGE = 32;

    /** A {@code usage} that is null. */
    static final int USAGE_NULL = 64;

    /**
     * What leaves in another form: content that is no string, choices that are empty, a role that is null. Also a key with
     * an escape, which may be any of the others.
     */
    static final int ODD = 128;

    /** An event without any of these needs no edit. */
    static final int TELLING = ERROR | FINISH | TOOL_CALLS | REASONING | USAGE | ODD;

    private static final byte[] CHOICES_KEY = ascii("choices");
    private static final byte[] ERROR_KEY = ascii("error");
    private static final byte[] FINISH_KEY = ascii("finish_reason");
    private static final byte[] TOOL_CALLS_KEY = ascii("tool_calls");
    private static final byte[] REASONING_KEY = ascii("reasoning");
    private static final byte[] USAGE_KEY = ascii("usage");
    private static final byte[] CONTENT_KEY = ascii("content");
    private static final byte[] ROLE_KEY = ascii("role");
    private static final byte[] FUNCTION_CALL_KEY = ascii("function_call");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");
    private static final int HEX_DIGITS = 4;
    private static final int NONE = -1;
    private static final int CONTENT = 256;
    private static final int ROLE = 512;

    private byte[] bytes = {};
    private int at;
    private int end;
    private int depth;
    private int flags;
    private boolean escaped;
    private boolean inUtf8;
    private boolean tooDeep;
    private int usageNullFrom;
    private int usageNullTo;

    /** The keys seen, as a sum of the constants above, or {@link #INVALID}. */
    int scan(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        end = to;
        depth = 0;
        flags = 0;
        tooDeep = false;
        usageNullFrom = NONE;
        inUtf8 = Utf8.firstInvalid(source, from, to) < 0;
        boolean valid = inUtf8 && peek() == '{' && object() && peek() == 0 && at == end;
        return valid ? flags : INVALID;
    }

    /** What was wrong with an event that is {@link #INVALID}; follows a subject in a sentence. */
    String fault() {
        return tooDeep
                ? "is nested deeper than " + Json.NESTING_LIMIT + " levels"
                : inUtf8 ? "is not JSON" : "is not UTF-8";
    }

    /** Offset of the comma before a top-level {@code "usage":null} that was seen; -1 when it must be parsed for. */
    int usageNullFrom() {
        return usageNullFrom;
    }

    /** Offset after that member. */
    int usageNullTo() {
        return usageNullTo;
    }

    private boolean object() {
        if (!descends()) {
            return false;
        }
        if (peek() != '}') {
            int comma = NONE;
            do {
                if (!member(comma)) {
                    return false;
                }
                peek();
                comma = at;
            } while (takes(','));
        }
        depth--;
        return takes('}');
    }

    /** Takes an opening bracket, unless it is one too many. */
    private boolean descends() {
        at++;
        tooDeep = ++depth > Json.NESTING_LIMIT;
        return !tooDeep;
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
        flags |= escaped ? ODD : 0;
        int flag = flag(key, at - 1);
        if (!takes(':')) {
            return false;
        }
        int told = 0;
        if (flag != 0) { // most keys tell nothing
            told = told(flag, peek());
            flags |= told;
        }
        boolean valid = value();
        if (told == USAGE_NULL) {
            usageNullFrom = depth == 1 ? comma : NONE;
            usageNullTo = at;
        }
        return valid;
    }

    /** Whether the value at hand is an array whose first element is an object; it is not taken. */
    private boolean beginsWithObject() {
        int value = at;
        at++;
        boolean object = value < end && bytes[value] == '[' && peek() == '{';
        at = value;
        return object;
    }

    private boolean array() {
        if (!descends()) {
            return false;
        }
        if (peek() != ']') {
            do {
                if (!value()) {
                    return false;
                }
            } while (takes(','));
        }
        depth--;
        return takes(']');
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
        int i = at + 1;
        while ((i = WordScanner.endOfPlainText(bytes, i, end)) < end) {
            byte character = bytes[i];
            if (character == '"') {
                at = i + 1;
                return true;
            }
            if (character != '\\') {
                return false;
            }
            escaped = true;
            i = afterEscape(i + 1);
        }
        return false;
    }

    /** Offset after the escape whose letter stands here; past the end when it is none. */
    private int afterEscape(int letter) {
        if (letter >= end) {
            return end;
        }
        return switch (bytes[letter]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> letter + 1;
            case 'u' -> afterHex(letter + 1);
            default -> end;
        };
    }

    private int afterHex(int first) {
        int last = first + HEX_DIGITS;
        for (int i = first; i < last; i++) {
            if (i >= end || Character.digit(bytes[i], 16) < 0) {
                return end;
            }
        }
        return last;
    }

    private boolean word(byte[] word) {
        int after = at + word.length;
        boolean same = after <= end && Arrays.equals(bytes, at, after, word, 0, word.length);
        at = after;
        return same;
    }

    private boolean number() {
        if (at < end && bytes[at] == '-') {
            at++;
        }
        int first = at;
        if (!digits() || (bytes[first] == '0' && at > first + 1)) {
            return false;
        }
        if (at < end && bytes[at] == '.') {
            at++;
            if (!digits()) {
                return false;
            }
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            return digits();
        }
        return true;
    }

    private boolean digits() {
        int first = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at > first;
    }

    private boolean takes(char character) {
        if (peek() != character) {
            return false;
        }
        at++;
        return true;
    }

    /** The next byte that is no white space, not taken; 0 at the end. */
    private int peek() {
        while (at < end) {
            byte next = bytes[at];
            if (!Json.isBlank(next)) {
                return next;
            }
            at++;
        }
        return 0;
    }

    private int flag(int from, int to) {
        return switch (to - from) {
            case 4 -> is(ROLE_KEY, from, to) ? ROLE : 0;
            case 5 -> is(USAGE_KEY, from, to) ? USAGE : is(ERROR_KEY, from, to) ? ERROR : 0;
            case 7 -> is(CONTENT_KEY, from, to) ? CONTENT : is(CHOICES_KEY, from, to) ? CHOICES : 0;
            case 9 -> is(REASONING_KEY, from, to) ? REASONING : 0;
            case 10 -> is(TOOL_CALLS_KEY, from, to) ? TOOL_CALLS : 0;
            case 13 -> is(FINISH_KEY, from, to) ? FINISH : is(FUNCTION_CALL_KEY, from, to) ? ODD : 0;
            default -> 0;
        };
    }

    /** What a key means in view of its value, whose first byte is given. */
    private int told(int flag, int first) {
        return switch (flag) {
            case CONTENT -> first == '"' || first == 'n' ? 0 : ODD;
            case FINISH -> first == 'n' ? 0 : FINISH;
            case CHOICES -> depth > 1 ? 0 : beginsWithObject() ? CHOICES : CHOICES | ODD;
            case USAGE -> first == 'n' ? USAGE_NULL : USAGE;
            case ROLE -> first == 'n' ? ODD : 0;
            default -> flag;
        };
    }

    private boolean is(byte[] key, int from, int to) {
        return bytes[from + 1] == key[1] && Arrays.equals(bytes, from, to, key, 0, key.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
