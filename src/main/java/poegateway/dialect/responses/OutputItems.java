package poegateway.dialect.responses;

import com.fasterxml.jackson.core.JsonToken;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** Puts into items of the output what Poe leaves out of some and clients insist on. */
final class OutputItems {
    private OutputItems() {}

    /** Those of the list at hand; the cursor is left on its closing bracket. Gives true. */
    static boolean list(JsonCursor cursor, JsonEdits.Builder edits) throws JsonFault {
        while (cursor.need() != JsonToken.END_ARRAY) {
            if (cursor.current() == JsonToken.START_OBJECT) {
                item(cursor, edits);
            } else {
                cursor.skip();
            }
        }
        return true;
    }

    /** The item at hand; the cursor is left on its closing brace. */
    static void item(JsonCursor cursor, JsonEdits.Builder edits) throws JsonFault {
        boolean isReasoning = false;
        boolean hasSummary = false;
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            switch (name) {
                case "type" ->
                    isReasoning = cursor.current() == JsonToken.VALUE_STRING
                            && cursor.text().equals("reasoning");
                case "summary" -> hasSummary = true;
                case "content" -> parts(cursor, edits);
                default -> {}
            }
        }
        if (isReasoning && !hasSummary) {
            walk.add("\"summary\":[]", ResponseEdits.SUMMARY);
        }
        walk.writeTo(edits);
    }

    /** The part at hand; the cursor is left on its closing brace. */
    static void part(JsonCursor cursor, JsonEdits.Builder edits) throws JsonFault {
        boolean isText = false;
        boolean hasText = false;
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            switch (name) {
                case "type" ->
                    isText = cursor.current() == JsonToken.VALUE_STRING
                            && cursor.text().equals("output_text");
                case "text" -> hasText = true;
                default -> {}
            }
        }
        if (isText && !hasText) {
            walk.add("\"text\":\"\"", ResponseEdits.TEXT);
        }
        walk.writeTo(edits);
    }

    private static void parts(JsonCursor cursor, JsonEdits.Builder edits) throws JsonFault {
        if (cursor.current() != JsonToken.START_ARRAY) {
            return;
        }
        while (cursor.need() != JsonToken.END_ARRAY) {
            if (cursor.current() == JsonToken.START_OBJECT) {
                part(cursor, edits);
            } else {
                cursor.skip();
            }
        }
    }
}
