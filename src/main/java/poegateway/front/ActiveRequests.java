package poegateway.front;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.Failure;

/** The requests under way, and how to end them all. */
final class ActiveRequests {
    private final Set<RequestTimeline> open = ConcurrentHashMap.newKeySet();

    /** Each has a timeline of its own, by which it is known. */
    void opened(RequestTimeline timeline) {
        open.add(timeline);
    }

    void closed(RequestTimeline timeline) {
        open.remove(timeline);
    }

    int count() {
        return open.size();
    }

    /** How many are in this phase. */
    int count(RequestPhase phase) {
        int found = 0;
        for (RequestTimeline timeline : open) {
            found += timeline.isIn(phase) ? 1 : 0;
        }
        return found;
    }

    /** Cancels all that are under way; how many there were. */
    int cancel(Failure why) {
        int cancelled = 0;
        for (RequestTimeline timeline : open) {
            timeline.cancellation().cancel(why);
            cancelled++;
        }
        return cancelled;
    }
}
