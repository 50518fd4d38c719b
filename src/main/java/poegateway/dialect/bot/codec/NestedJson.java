package poegateway.dialect.bot.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** JSON documents that are the text of a string in another one. */
final class NestedJson {
    private NestedJson() {}

    /** A document as the inside of a string; it must hold no line breaks. */
    static JsonText escaped(byte[] document) {
        byte[] escaped = new byte[2 * document.length];
        int length = 0;
        for (byte octet : document) {
            if (octet == '"' || octet == '\\') {
                escaped[length] = '\\';
                length++;
            }
            escaped[length] = octet;
            length++;
        }
        return new JsonText(escaped, 0, length);
    }

    /** The elements of a list that is the text of a string; empty when it is no list. */
    static Optional<List<JsonSlice>> list(JsonText text) {
        byte[] document = text.decoded().getBytes(StandardCharsets.UTF_8);
        try {
            JsonCursor cursor = new JsonCursor(document);
            if (cursor.need() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            List<JsonSlice> elements = new ArrayList<>();
            while (cursor.need() != JsonToken.END_ARRAY) {
                elements.add(cursor.slice());
            }
            cursor.finish();
            return Optional.of(elements);
        } catch (JsonFault broken) {
            return Optional.empty();
        }
    }
}
