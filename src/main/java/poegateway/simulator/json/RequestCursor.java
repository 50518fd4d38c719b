package poegateway.simulator.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A place in the bytes of a request, and the ways to read what stands there without holding it as text. */
public final class RequestCursor {
    /** Longest model, function or choice name; the rest is cut. */
    private static final int MAX_NAME_BYTES = 256;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final byte[] body;
    private final JsonParser parser;

    public RequestCursor(byte[] body, JsonParser parser) {
        this.body = body;
        this.parser = parser;
    }

    /** Reads the value of a field, to its end. */
    @FunctionalInterface
    public interface FieldReader {
        void read(String name) throws IOException;
    }

    public JsonParser parser() {
        return parser;
    }

    /**
     * Begins to parse a request.
     *
     * @throws IOException when it is not in UTF-8
     */
    public static JsonParser parser(byte[] body) throws IOException {
        if (body.length < 2 || body[0] == 0 || body[1] == 0) {
            throw new IOException("no JSON in UTF-8");
        }
        return FACTORY.createParser(body);
    }

    /**
     * Reads the fields of the request, to its end.
     *
     * @throws IOException when it is no JSON object, or something follows it
     */
    public void eachFieldOfAll(FieldReader reader) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("no JSON object");
        }
        eachField(reader);
        if (parser.nextToken() != null) {
            throw new IOException("text after the JSON object");
        }
    }

    /** Reads the fields of the object at hand; anything else is skipped. */
    public void eachField(FieldReader reader) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            reader.read(name);
        }
    }

    /** The beginning of the string at hand; empty when it is no string. */
    public String name() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return "";
        }
        return text().head(MAX_NAME_BYTES);
    }

    /** The string at hand; whether it ends is known once the parser has gone past it. */
    public JsonText text() {
        return new JsonText(body, offset());
    }

    /** The object at hand as JSON text; empty when it is none or longer than that. */
    public Optional<String> object(int maxBytes) throws IOException {
        int from = offset();
        boolean object = parser.currentToken() == JsonToken.START_OBJECT;
        parser.skipChildren();
        int length = offset() + 1 - from;
        return object && length <= maxBytes
                ? Optional.of(new String(body, from, length, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Bytes before the value at hand, or before its last bracket once it is skipped. */
    public int offset() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }
}
