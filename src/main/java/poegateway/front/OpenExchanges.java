package poegateway.front;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import poegateway.core.Cancellation;
import poegateway.core.Failure;

/** The requests under way, and how to end them all. */
final class OpenExchanges {
    private final Set<Cancellation> open = ConcurrentHashMap.newKeySet();

    /** Each has a cancellation of its own, by which it is known. */
    void opened(Cancellation exchange) {
        open.add(exchange);
    }

    void closed(Cancellation exchange) {
        open.remove(exchange);
    }

    int count() {
        return open.size();
    }

    /** Cancels all that are under way; how many there were. */
    int cancel(Failure why) {
        int cancelled = 0;
        for (Cancellation exchange : open) {
            exchange.cancel(why);
            cancelled++;
        }
        return cancelled;
    }
}
