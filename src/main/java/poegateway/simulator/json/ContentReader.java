package poegateway.simulator.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the content of one message or item: a text, or a list of parts some of which have a {@code text}, or are files. */
public final class ContentReader {
    private final RequestCursor cursor;
    private final JsonParser parser;
    private JsonText text = JsonText.EMPTY;
    private boolean seen;
    private final List<String> files = new ArrayList<>();
    private int pictures;
    private int sounds;
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
    public JsonText firstText() {
        return text;
    }

    /** Bytes of all texts, as they stand in the request. */
    public long bytes() {
        return bytes;
    }

    /** Whether messages of that role tell the model how to answer. */
    public static boolean instructs(String role) {
        return role.equals("system") || role.equals("developer");
    }

    /** Names of its files, then how many pictures and sounds it has. */
    public List<String> attachments() {
        return attachments(files, pictures, sounds);
    }

    /** The same of a content that was read elsewhere. */
    public static List<String> attachments(List<String> files, int pictures, int sounds) {
        List<String> all = new ArrayList<>(files);
        counted(pictures, "picture").ifPresent(all::add);
        counted(sounds, "sound").ifPresent(all::add);
        return all;
    }

    private static Optional<String> counted(int number, String what) {
        return number == 0 ? Optional.empty() : Optional.of(number == 1 ? "a " + what : number + " " + what + "s");
    }

    private void file(String name) throws IOException {
        if (name.equals("filename")) {
            files.add(cursor.name());
        } else {
            parser.skipChildren();
        }
    }

    private void part(String name) throws IOException {
        switch (name) {
            case "file" -> cursor.eachField(this::file);
            case "filename" -> file(name);
            case "text" -> text();
            case "image_url" -> {
                pictures++;
                parser.skipChildren();
            }
            case "input_audio" -> {
                sounds++;
                parser.skipChildren();
            }
            default -> parser.skipChildren();
        }
    }

    private void text() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
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
