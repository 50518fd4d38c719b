package poegateway.dialect;

import java.util.List;
import poegateway.conversation.Bounds;
import poegateway.wire.ByteSegments;

/**
 * A request as a dialect can say it.
 *
 * @param body for Poe
 * @param dropped names of what the caller sent and the dialect cannot say: hints, none of which changes what is meant
 * @param bounds those that the dialect cannot say: the gateway keeps them itself
 */
public record WrittenRequest(ByteSegments body, List<String> dropped, Bounds bounds) {
    public WrittenRequest {
        dropped = List.copyOf(dropped);
    }
}
