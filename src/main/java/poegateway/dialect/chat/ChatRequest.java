package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import poegateway.core.ClientFailure;
import poegateway.core.FailureException;
import poegateway.dialect.Opening;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonFault;
import poegateway.wire.LoneSurrogates;
import poegateway.wire.Utf8;

/** Reads chat completions requests, and finds what must change in them on their way to Poe. */
final class ChatRequest {
    private ChatRequest() {}

    /**
     * Reads a body in one pass.
     *
     * @throws FailureException with {@link ClientFailure.InvalidRequest} when it is no valid request. The codes are
     *     {@code invalid_utf8}, {@code invalid_json}, {@code json_too_deep}, {@code invalid_number},
     *     {@code duplicate_key}, {@code too_many_keys}, {@code missing_required_parameter}, {@code invalid_value} and
     *     {@code unsupported_parameter}; the message names the place and quotes nothing of the conversation
     */
    static Opening read(byte[] body) {
        refuseBadUtf8(body);
        if (isBlank(body)) {
            throw RequestErrors.empty();
        }
        try {
            return parsed(body);
        } catch (JsonFault fault) {
            return parsedWithoutLoneSurrogates(body, fault);
        }
    }

    private static Opening parsed(byte[] body) throws JsonFault {
        try (JsonCursor cursor = new JsonCursor(body)) {
            if (cursor.need() != JsonToken.START_OBJECT) {
                throw RequestErrors.notAnObject();
            }
            RequestReader reader = new RequestReader(cursor);
            reader.read();
            cursor.finish();
            return reader.settle();
        }
    }

    @SuppressWarnings("ReferenceEquality") // the question is whether a copy was made
    private static Opening parsedWithoutLoneSurrogates(byte[] body, JsonFault fault) {
        byte[] masked = LoneSurrogates.masked(body, 0, body.length);
        if (masked == body) {
            throw RequestErrors.of(fault);
        }
        try {
            return parsed(masked);
        } catch (JsonFault another) {
            throw RequestErrors.of(another);
        }
    }

    private static boolean isBlank(byte[] body) {
        for (byte character : body) {
            if (character != ' ' && character != '\n' && character != '\r' && character != '\t') {
                return false;
            }
        }
        return true;
    }

    private static void refuseBadUtf8(byte[] body) {
        int invalid = Utf8.firstInvalid(body, 0, body.length);
        if (invalid >= 0) {
            throw RequestErrors.badUtf8(invalid);
        }
        if (body.length >= 3 && (body[0] & 0xFF) == 0xEF && (body[1] & 0xFF) == 0xBB && (body[2] & 0xFF) == 0xBF) {
            throw RequestErrors.byteOrderMark();
        }
    }
}
