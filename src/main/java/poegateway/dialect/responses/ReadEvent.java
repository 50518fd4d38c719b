package poegateway.dialect.responses;

import com.fasterxml.jackson.core.JsonToken;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.responses.event.ResponseFrame;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/**
 * An event that has been read.
 *
 * @param response in it; null where there is none
 * @param item where its item lies; empty where there is none
 * @param sequence its number, where it has one
 * @param ofResponse what must change in its response
 * @param edits what must change in all of it
 */
record ReadEvent(
        @Nullable ResponseObject response,
        ByteRange item,
        OptionalLong sequence,
        JsonEdits ofResponse,
        JsonEdits edits) {
    /** Reads the data of an event that is known to be JSON. */
    static ReadEvent read(ResponseFrame frame) {
        try {
            JsonCursor cursor = new JsonCursor(frame.bytes(), frame.from(), frame.to());
            cursor.need();
            return read(cursor);
        } catch (JsonFault overLimit) {
            throw new FailureException(
                    new ReplyFailure.BadResponse("an event of the stream is over a limit"), overLimit);
        }
    }

    private static ReadEvent read(JsonCursor cursor) throws JsonFault {
        JsonEdits.Builder edits = JsonEdits.builder();
        ResponseObject response = null;
        JsonEdits ofResponse = JsonEdits.NONE;
        ByteRange item = ByteRange.NONE;
        OptionalLong sequence = OptionalLong.empty();
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            JsonToken value = cursor.current();
            boolean isObject = value == JsonToken.START_OBJECT;
            if (name.equals("response") && isObject) {
                JsonEdits.Builder inside = JsonEdits.builder();
                response = ResponseObject.read(cursor, inside);
                ofResponse = inside.build();
                edits.addAll(ofResponse);
            } else if (name.equals("item") && isObject) {
                int from = cursor.start();
                OutputItems.item(cursor, edits);
                item = new ByteRange(from, cursor.start() + 1);
            } else if (name.equals("part") && isObject) {
                OutputItems.part(cursor, edits);
            } else if (name.equals("sequence_number") && value == JsonToken.VALUE_NUMBER_INT) {
                sequence = OptionalLong.of((long) cursor.number());
            }
        }
        return new ReadEvent(response, item, sequence, ofResponse, edits.build());
    }
}
