package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** Brings content that comes in parts to the string that clients expect in its place. */
final class ContentParts {
    private ContentParts() {}

    /**
     * Replaces content that is a list of parts, or a single part, by its text. Images become links in Markdown, as Poe itself
     * sends them. The cursor must stand on the value, and is left on its last token.
     *
     * @return whether the content holds anything
     */
    static boolean joinContent(JsonCursor cursor, JsonEdits.Builder edits) throws JsonFault {
        return switch (cursor.current()) {
            case VALUE_NULL -> false;
            case VALUE_STRING -> !cursor.isEmptyText();
            default -> {
                int from = cursor.start();
                StringBuilder text = new StringBuilder();
                appendContent(cursor, text);
                edits.replace(
                        from,
                        cursor.end(),
                        Json.quoted(text.toString()).getBytes(StandardCharsets.UTF_8),
                        EditIds.CONTENT_JOINED);
                yield !text.isEmpty();
            }
        };
    }

    private static void appendContent(JsonCursor cursor, StringBuilder text) throws JsonFault {
        switch (cursor.current()) {
            case START_ARRAY -> {
                while (cursor.need() != JsonToken.END_ARRAY) {
                    appendContent(cursor, text);
                }
            }
            case START_OBJECT -> appendPart(cursor, text);
            case VALUE_NULL -> {}
            default -> text.append(cursor.text());
        }
    }

    private static void appendPart(JsonCursor cursor, StringBuilder text) throws JsonFault {
        ObjectReader part = ObjectReader.of(cursor);
        for (String name = part.next(); name != null; name = part.next()) {
            if (name.equals("text") && cursor.current() == JsonToken.VALUE_STRING) {
                text.append(cursor.text());
            } else if (name.equals("image_url")) {
                appendImage(cursor, text);
            }
        }
    }

    private static void appendImage(JsonCursor cursor, StringBuilder text) throws JsonFault {
        if (cursor.current() != JsonToken.START_OBJECT) {
            return;
        }
        ObjectReader image = ObjectReader.of(cursor);
        for (String name = image.next(); name != null; name = image.next()) {
            if (name.equals("url") && cursor.current() == JsonToken.VALUE_STRING) {
                text.append("![image](").append(cursor.text()).append(')');
            }
        }
    }
}
