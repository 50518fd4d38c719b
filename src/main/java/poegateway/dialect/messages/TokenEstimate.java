package poegateway.dialect.messages;

import com.fasterxml.jackson.core.JsonToken;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonSlice;

/**
 * How many tokens a request will be, estimated: four bytes of its texts are one, its tools and instructions included. Bytes of
 * pictures and documents are no text: each such part counts as much as a picture of middle size does.
 */
public final class TokenEstimate {
    private static final int BYTES_PER_TOKEN = 4;
    private static final int TOKENS_PER_MEDIUM = 1_500;

    private long bytes;
    private long media;

    private TokenEstimate() {}

    /**
     * The estimate.
     *
     * @throws poegateway.core.failure.FailureException when the body is no request
     */
    public static long of(byte[] body) {
        MessagesRequest.read(body);
        CountedForm.check(body);
        return JsonRequest.read(body, cursor -> {
            TokenEstimate estimate = new TokenEstimate();
            estimate.request(cursor);
            return () -> estimate.tokens();
        });
    }

    private long tokens() {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN + media * TOKENS_PER_MEDIUM;
    }

    private void request(JsonCursor cursor) throws JsonFault {
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            cursor.need();
            switch (name) {
                case "system", "messages" -> texts(cursor);
                case "tools" -> {
                    JsonSlice tools = cursor.slice();
                    bytes += tools.isNull() ? 0 : tools.length();
                }
                default -> cursor.skip();
            }
        }
    }

    /** All strings of the value at hand; the cursor is left on its last token. */
    private void texts(JsonCursor cursor) throws JsonFault {
        if (cursor.current() == JsonToken.VALUE_STRING) {
            bytes += cursor.rawText().length();
        } else if (cursor.current() == JsonToken.START_ARRAY) {
            while (cursor.need() != JsonToken.END_ARRAY) {
                texts(cursor);
            }
        } else if (cursor.current() == JsonToken.START_OBJECT) {
            object(cursor);
        }
    }

    private void object(JsonCursor cursor) throws JsonFault {
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            cursor.need();
            switch (name) {
                case "source" -> medium(cursor);
                case "type", "role", "id", "tool_use_id", "signature", "cache_control" -> cursor.skip();
                default -> texts(cursor);
            }
        }
    }

    /** A document may be text. */
    private void medium(JsonCursor cursor) throws JsonFault {
        if (cursor.current() != JsonToken.START_OBJECT) {
            texts(cursor);
            return;
        }
        boolean isText = false;
        long dataBytes = 0;
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            boolean isString = cursor.need() == JsonToken.VALUE_STRING;
            if (isString && name.equals("type")) {
                isText = cursor.text().equals("text");
            } else if (isString && name.equals("data")) {
                dataBytes = cursor.rawText().length();
            }
            cursor.skip();
        }
        bytes += isText ? dataBytes : 0;
        media += isText ? 0 : 1;
    }
}
