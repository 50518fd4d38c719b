package poegateway.upstream;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import poegateway.core.ClientFailure;
import poegateway.core.Pulse;

/** Holds what Poe has sent and callers have not read under a limit: over it, the slowest reader is cut first. */
final class UnreadBound implements Pulse.Member {
    private final long limitBytes;
    private final Set<OkReply> open = ConcurrentHashMap.newKeySet();

    UnreadBound(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    void opened(OkReply reply) {
        open.add(reply);
    }

    void closed(OkReply reply) {
        open.remove(reply);
    }

    int openReplies() {
        return open.size();
    }

    long unreadBytes() {
        return open.stream().mapToLong(OkReply::unreadBytes).sum();
    }

    @Override
    public void beat(long nowNanos) {
        long unread = unreadBytes();
        if (unread > limitBytes) {
            open.stream()
                    .max(Comparator.comparingLong(OkReply::unreadBytes))
                    .ifPresent(slowest -> slowest.cut(new ClientFailure.ReadTooSlow()));
        }
    }
}
