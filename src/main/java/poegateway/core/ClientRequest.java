package poegateway.core;

import java.util.List;

/**
 * One request of a caller, without its body.
 *
 * @param requestId id of this request in answers, logs and at Poe; safe to print
 * @param caller who asks
 * @param wishes how the caller wants it to be carried
 * @param priorSends how often the caller's client says that it has sent this request before
 * @param headers the caller's headers that may travel on to Poe
 * @param timeline what the request waits for, and how all work on it is stopped
 * @param body the memory of its body
 */
public record ClientRequest(
        String requestId,
        Caller caller,
        Wishes wishes,
        int priorSends,
        HeaderFields headers,
        RequestTimeline timeline,
        BodyLease body) {
    /** The memory that the body holds. Whoever needs the body last gives it back; after that it must not be used. */
    @FunctionalInterface
    public interface BodyLease {
        /** Gives it back; the first time counts. */
        void giveBack();
    }

    /** The same for somebody who needs the body again after it was sent. */
    public ClientRequest keepingBody() {
        return new ClientRequest(requestId, caller, wishes, priorSends, headers, timeline, () -> {});
    }

    /** The same with tools that its model's name brings. */
    public ClientRequest withMoreTools(List<String> names) {
        return names.isEmpty()
                ? this
                : new ClientRequest(
                        requestId, caller, wishes.withMoreTools(names), priorSends, headers, timeline, body);
    }

    /** Stops all work on this request. */
    public Cancellation cancellation() {
        return timeline.cancellation();
    }
}
