package poegateway.upstream;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;

/** Holds what Poe has sent and callers have not read under a limit: over it, the slowest reader is cut first. */
final class UnreadLimit implements Ticker.Listener {
    private final long limitBytes;
    private final Set<UpstreamReply> open = ConcurrentHashMap.newKeySet();

    UnreadLimit(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    void opened(UpstreamReply reply) {
        open.add(reply);
    }

    void closed(UpstreamReply reply) {
        open.remove(reply);
    }

    int openReplies() {
        return open.size();
    }

    long unreadBytes() {
        return open.stream().mapToLong(UpstreamReply::unreadBytes).sum();
    }

    @Override
    public void tick(long nowNanos) {
        long unread = unreadBytes();
        if (unread > limitBytes) {
            cutSlowest(unread - limitBytes);
        }
    }

    private void cutSlowest(long excessBytes) {
        record Waiting(UpstreamReply reply, long bytes) {}
        List<Waiting> slowestFirst = open.stream()
                .map(reply -> new Waiting(reply, reply.unreadBytes()))
                .sorted(Comparator.comparingLong(Waiting::bytes).reversed())
                .toList();
        long cut = 0;
        for (Waiting slowest : slowestFirst) {
            if (cut < excessBytes) {
                slowest.reply().cut(new ClientFailure.ReadTooSlow("upstream.unread-bytes"));
                cut += slowest.bytes();
            }
        }
    }
}
