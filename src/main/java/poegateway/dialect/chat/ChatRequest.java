package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import poegateway.core.ClientFailure;
import poegateway.core.FailureException;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonEdits;
import poegateway.wire.JsonFault;
import poegateway.wire.LoneSurrogates;
import poegateway.wire.Utf8;

/**
 * What the gateway must know of a chat completions request, and what it changes in it.
 *
 * @param model name of the model, as the caller spelled it
 * @param stream whether the caller wants a stream of events
 * @param usageWanted whether the caller asked for usage in the stream; the gateway always asks Poe for it
 * @param edits changes of the body on its way to Poe
 */
public record ChatRequest(String model, boolean stream, boolean usageWanted, JsonEdits edits) {
    /**
     * Reads a body in one pass.
     *
     * @throws FailureException with {@link ClientFailure.InvalidRequest} when it is no valid request. The codes are
     *     {@code invalid_utf8}, {@code invalid_json}, {@code json_too_deep}, {@code invalid_number},
     *     {@code duplicate_key}, {@code too_many_keys}, {@code missing_required_parameter}, {@code invalid_value} and
     *     {@code unsupported_parameter}; the message names the place and quotes nothing of the conversation
     */
    public static ChatRequest read(byte[] body) {
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

    private static ChatRequest parsed(byte[] body) throws JsonFault {
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
    private static ChatRequest parsedWithoutLoneSurrogates(byte[] body, JsonFault fault) {
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
