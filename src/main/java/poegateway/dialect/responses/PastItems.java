package poegateway.dialect.responses;

import java.util.List;
import poegateway.core.failure.FailureException;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonSlice;

/** The items of responses that were kept for the caller of a request. */
public interface PastItems {
    /** Nothing is kept: every name is unknown. */
    PastItems NONE = new PastItems() {
        @Override
        public List<JsonSlice> before(String responseId) {
            throw unknownResponse(responseId);
        }

        @Override
        public JsonSlice item(String itemId, String place) {
            throw unknownItem(itemId, place);
        }
    };

    /**
     * All items of a response and of those before it, oldest first, as they can be sent again.
     *
     * @throws FailureException with {@code previous_response_not_found} when none of that id is kept for the caller
     */
    List<JsonSlice> before(String responseId);

    /**
     * An item of a response, as it can be sent again.
     *
     * @param place of the reference in the request
     * @throws FailureException with {@code invalid_value} when none of that id is kept for the caller
     */
    JsonSlice item(String itemId, String place);

    /** Says that no such response is kept. */
    static FailureException unknownResponse(String responseId) {
        return JsonRequest.refusal(
                "previous_response_not_found",
                "Previous response with id '" + printable(responseId)
                        + "' not found. The gateway keeps responses for a while"
                        + " (responses.keep-for), for the key that made them. Send the whole conversation in 'input'.",
                "previous_response_id");
    }

    /** Says that no such item is kept. */
    static FailureException unknownItem(String itemId, String place) {
        return JsonRequest.refusal(
                "invalid_value",
                "Item with id '" + printable(itemId)
                        + "' not found. The gateway keeps the items of responses for a while"
                        + " (responses.keep-for), for the key that made them. Send the item itself.",
                place + ".id");
    }

    private static String printable(String id) {
        String cut = id.substring(0, Math.min(id.length(), 100));
        return cut.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
