package poegateway.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks once over a JSON text in memory, token by token, knowing the byte offset of each. It refuses what the limits
 * of {@link Json} forbid, anywhere in the text, and never builds a tree.
 */
public final class JsonCursor {
    private static final int LONGEST_SURELY_FINITE = 300;
    private static final int LONGEST_SURELY_EXACT = 18;

    private final byte[] source;
    private final int from;
    private final int to;
    private final JsonTokenizer tokens;

    public JsonCursor(byte[] source) throws JsonFault {
        this(source, 0, source.length);
    }

    /**
     * @param from offset of the text in the array
     * @param to offset after it
     */
    public JsonCursor(byte[] source, int from, int to) throws JsonFault {
        this.source = source;
        this.from = from;
        this.to = to;
        refuseOtherEncodings();
        this.tokens = new JsonTokenizer(source, from, to);
    }

    /** UTF-16 and UTF-32 have zero bytes at once. */
    private void refuseOtherEncodings() throws JsonFault {
        for (int at = from; at < Math.min(to, from + Integer.BYTES); at++) {
            if (source[at] == 0) {
                throw new JsonFault(
                        JsonFault.Kind.MALFORMED, "found a zero byte: send UTF-8", "byte " + (at - from), "");
            }
        }
    }

    /** The array in which the text lies. */
    public byte[] source() {
        return source;
    }

    /** Moves to the next token; null at the end of the text. */
    public @Nullable JsonToken next() throws JsonFault {
        JsonToken token = tokens.next();
        if (token == JsonToken.FIELD_NAME) {
            checkKeyCount();
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            checkFinite();
        }
        return token;
    }

    /** Moves to the next token, which must be there. */
    public JsonToken need() throws JsonFault {
        JsonToken token = next();
        if (token == null) {
            throw fault(JsonFault.Kind.MALFORMED, "the text ends too early");
        }
        return token;
    }

    /** The token at hand, once there is one. */
    public JsonToken current() {
        return Objects.requireNonNull(tokens.token(), "no token was read yet");
    }

    /** From the first token of a value to its last. */
    public void skip() throws JsonFault {
        if (current().isStructStart()) {
            skipContent();
        }
    }

    /** From the opening bracket at hand to its closing one; says whether there is anything between them. */
    public boolean skipContent() throws JsonFault {
        int tokens = 0;
        for (int open = 1; open > 0; tokens++) {
            JsonToken inner = need();
            if (inner.isStructStart()) {
                open++;
            } else if (inner.isStructEnd()) {
                open--;
            }
        }
        return tokens > 1;
    }

    /** Refuses anything but white space after the value that was read. */
    public void finish() throws JsonFault {
        if (next() != null) {
            throw fault(JsonFault.Kind.MALFORMED, "expected the end of the text after the first value");
        }
    }

    /** Offset of the first byte of the token at hand. */
    public int start() {
        return tokens.start();
    }

    /** Offset after the token at hand; a string is looked through for that. */
    public int end() throws JsonFault {
        return tokens.end();
    }

    /** The value at hand as it stands; leaves the cursor on its last token. A string is not decoded for it. */
    public JsonSlice slice() throws JsonFault {
        int begin = start();
        return switch (current()) {
            case START_OBJECT, START_ARRAY -> {
                skipContent();
                yield new JsonSlice(source, begin, start() + 1);
            }
            default -> new JsonSlice(source, begin, end());
        };
    }

    /** Whether the string at hand holds nothing. It is not looked through for that: one that breaks off is not empty. */
    public boolean isEmptyText() {
        int first = start() + 1;
        return first < to && source[first] == '"';
    }

    /** What the string at hand holds, as it stands. */
    public JsonText rawText() throws JsonFault {
        return new JsonText(source, start() + 1, end() - 1);
    }

    /** The name at hand. */
    public String name() {
        return JsonNames.of(source, start() + 1, tokens.stop() - 1);
    }

    /** Text of the string at hand, escapes resolved; of anything else that is no structure, as it stands. */
    public String text() throws JsonFault {
        return current() == JsonToken.VALUE_STRING ? rawText().decoded() : slice().raw();
    }

    /** The number at hand. */
    public double number() {
        String digits = new JsonSlice(source, start(), tokens.stop()).raw();
        return current() == JsonToken.VALUE_NUMBER_INT && digits.length() <= LONGEST_SURELY_EXACT
                ? Long.parseLong(digits)
                : Double.parseDouble(digits);
    }

    /** A fault at the token at hand. */
    JsonFault fault(JsonFault.Kind kind, String what) {
        return new JsonReplay(source, from, to).fault(tokens.tokens(), kind, what);
    }

    private void checkKeyCount() throws JsonFault {
        if (tokens.keys() > Json.KEYS_LIMIT) {
            throw fault(JsonFault.Kind.TOO_MANY_KEYS, "one object holds more than " + Json.KEYS_LIMIT + " keys");
        }
    }

    private void checkFinite() throws JsonFault {
        if (mayBeInfinite() && !Double.isFinite(number())) {
            throw fault(JsonFault.Kind.NUMBER, "it is too large for a 64-bit float");
        }
    }

    private boolean mayBeInfinite() {
        int end = tokens.stop();
        if (end - start() > LONGEST_SURELY_FINITE) {
            return true;
        }
        if (current() == JsonToken.VALUE_NUMBER_INT) {
            return false;
        }
        for (int i = start(); i < end; i++) {
            if (source[i] == 'e' || source[i] == 'E') {
                return true;
            }
        }
        return false;
    }
}
