package poegateway.simulator.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the content of one message or item: a text, or a list of parts some of which have a {@code text}. */
public final class ContentReader {
    private final RequestCursor cursor;
    private final JsonParser parser;
    private JsonText text = JsonText.EMPTY;
    private boolean seen;
    private final List<String> files = new ArrayList<>();
    private long bytes;

    public ContentReader(RequestCursor cursor) {
        this.cursor = cursor;
        this.parser = cursor.parser();
    }

    /** Reads the value at hand. */
    public void read() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            see(cursor.text());
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                cursor.eachField(this::part);
            }
        } else {
            parser.skipChildren();
        }
    }

    /** The first text. */
    public JsonText text() {
        return text;
    }

    /** Bytes of all texts, as they stand in the request. */
    public long bytes() {
        return bytes;
    }

    /** Names of its files. */
    public List<String> files() {
        return files;
    }

    private void file(String name) throws IOException {
        if (name.equals("filename")) {
            files.add(cursor.name());
        } else {
            parser.skipChildren();
        }
    }

    private void part(String name) throws IOException {
        if (name.equals("file")) {
            cursor.eachField(this::file);
            return;
        }
        if (name.equals("text") && parser.currentToken() == JsonToken.VALUE_STRING) {
            see(cursor.text());
        } else {
            parser.skipChildren();
        }
    }

    private void see(JsonText found) {
        bytes += found.rawBytes();
        text = seen ? text : found;
        seen = true;
    }
}
