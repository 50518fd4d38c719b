package poegateway.mcp;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import poegateway.mcp.feature.Changes.Change;

/**
 * Changes that one client is still to be told. Whoever brings one about leaves it here and goes on; the client's own thread takes it. What
 * changes again before that is told once, so that there are never more than things that the client wants to hear of.
 */
final class PendingChanges {
    private final Predicate<Change> wanted;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Set<Change> changes = new LinkedHashSet<>();
    private boolean over;

    /** {@code wanted} must not block. */
    PendingChanges(Predicate<Change> wanted) {
        this.wanted = wanted;
    }

    /** Something changed. */
    void add(Change change) {
        if (!wanted.test(change)) {
            return;
        }
        lock.lock();
        try {
            if (!over && changes.add(change)) {
                more.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody takes any more. */
    void end() {
        lock.lock();
        try {
            over = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next one; empty at the end. */
    Optional<Change> take() {
        lock.lock();
        try {
            while (!over && changes.isEmpty()) {
                more.await();
            }
            return over ? Optional.empty() : Optional.of(first());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Change first() {
        Iterator<Change> all = changes.iterator();
        Change first = all.next();
        all.remove();
        return first;
    }
}
