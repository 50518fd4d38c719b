package poegateway.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks once over a JSON text in memory, token by token, knowing the byte offset of each. It refuses what the limits
 * of {@link Json} forbid, anywhere in the text, and never builds a tree.
 */
public final class JsonCursor implements AutoCloseable {
    private static final int LONGEST_SURELY_FINITE = 300;

    private final byte[] source;
    private final int from;
    private final int to;
    private final JsonParser parser;

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
        this.parser = Json.parser(source, from, to);
    }

    /** Jackson would take leading zero bytes for UTF-16 or UTF-32, and count other offsets. */
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
        try {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.FIELD_NAME) {
                checkKeyCount();
            } else if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
                checkFinite();
            }
            return token;
        } catch (JacksonException | IllegalStateException e) {
            throw JsonFaults.of(parser, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves to the next token, which must be there. */
    public JsonToken need() throws JsonFault {
        JsonToken token = next();
        if (token == null) {
            throw JsonFaults.at(parser, JsonFault.Kind.MALFORMED, "the text ends too early");
        }
        return token;
    }

    /** The token at hand, once there is one. */
    public JsonToken current() {
        return Objects.requireNonNull(parser.currentToken(), "no token was read yet");
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
        return from + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }

    /** Offset after the token at hand; a string is decoded for that. */
    public int end() throws JsonFault {
        try {
            parser.finishToken();
            return from + Math.toIntExact(parser.currentLocation().getByteOffset());
        } catch (JacksonException e) {
            throw JsonFaults.of(parser, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value at hand as it stands; leaves the cursor on its last token. A string is not decoded for it. */
    public JsonSlice slice() throws JsonFault {
        int begin = start();
        return switch (current()) {
            case START_OBJECT, START_ARRAY -> {
                skipContent();
                yield new JsonSlice(source, begin, start() + 1);
            }
            case VALUE_STRING -> new JsonSlice(source, begin, endOfString(begin));
            default -> new JsonSlice(source, begin, end());
        };
    }

    /** Whether the string at hand holds nothing. It is not decoded for that. */
    public boolean isEmptyText() {
        return source[start() + 1] == '"';
    }

    /** What the string at hand holds, as it stands. */
    public JsonText rawText() throws JsonFault {
        int begin = start();
        return new JsonText(source, begin + 1, endOfString(begin) - 1);
    }

    /** The parser has seen the first quote alone so far: it is asked only where the text breaks off, to say so. */
    private int endOfString(int begin) throws JsonFault {
        int end = Json.endOfString(source, begin, to);
        return end < 0 ? end() : end;
    }

    /** Name of the member at hand. */
    public String name() {
        return String.valueOf(parser.getParsingContext().getCurrentName());
    }

    /** Text of the string at hand, escapes resolved. */
    public String text() throws JsonFault {
        try {
            return parser.getText();
        } catch (JacksonException e) {
            throw JsonFaults.of(parser, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number at hand. */
    public double number() {
        try {
            return parser.getDoubleValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fault at the token at hand. */
    JsonFault fault(JsonFault.Kind kind, String what) {
        return JsonFaults.at(parser, kind, what);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkKeyCount() throws JsonFault {
        if (parser.getParsingContext().getCurrentIndex() >= Json.KEYS_LIMIT) {
            throw fault(JsonFault.Kind.TOO_MANY_KEYS, "one object holds more than " + Json.KEYS_LIMIT + " keys");
        }
    }

    private void checkFinite() throws IOException, JsonFault {
        if (mayBeInfinite() && !Double.isFinite(parser.getDoubleValue())) {
            throw fault(JsonFault.Kind.NUMBER, "it is too large for a 64-bit float");
        }
    }

    private boolean mayBeInfinite() throws IOException {
        int length = parser.getTextLength();
        if (length > LONGEST_SURELY_FINITE) {
            return true;
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return false;
        }
        char[] text = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        for (int i = offset; i < offset + length; i++) {
            if (text[i] == 'e' || text[i] == 'E') {
                return true;
            }
        }
        return false;
    }
}
