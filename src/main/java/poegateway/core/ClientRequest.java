package poegateway.core;

import java.util.Map;

/**
 * One request of a caller, as it came.
 *
 * @param dialect what the bytes mean
 * @param requestId id of this request in answers, logs and at Poe; safe to print
 * @param caller who asks
 * @param priorSends how often the caller's client says that it has sent this request before
 * @param headers the caller's headers that may travel on to Poe, names in lower case
 * @param body the body as it came; never changed by anyone
 * @param timeline what the request waits for, and how all work on it is stopped
 */
@SuppressWarnings(
        "ArrayRecordComponent") // the body is tens of megabytes at times: it is shared, never copied or compared
public record ClientRequest(
        Dialect dialect,
        String requestId,
        Caller caller,
        int priorSends,
        Map<String, String> headers,
        byte[] body,
        RequestTimeline timeline) {
    public ClientRequest {
        headers = Map.copyOf(headers);
    }

    /** Stops all work on this request. */
    public Cancellation cancellation() {
        return timeline.cancellation();
    }
}
