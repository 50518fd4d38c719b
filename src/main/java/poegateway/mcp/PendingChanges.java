package poegateway.mcp;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import poegateway.mcp.feature.Changes.Change;

/**
 * Changes that one client is still to be told. Whoever brings one about leaves it here and goes on; the client's own thread takes it. What
 * changes again before that is told once, so that there are never more than things that the client wants to hear of. Each change is taken
 * once, also where one taker follows another.
 */
final class PendingChanges {
    private final Predicate<Change> wanted;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Set<Change> changes = new LinkedHashSet<>();
    private @Nullable Taker current;
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

    /** Nothing is added any more; what is there can still be taken. */
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

    /** From now on this one takes what is there and what comes, and nobody else. */
    Taker taker() {
        lock.lock();
        try {
            Taker next = new Taker();
            current = next;
            more.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Takes changes until another does. */
    final class Taker {
        private Taker() {}

        /** Waits for the next one; empty at the end, and as soon as another takes them. */
        Optional<Change> take() {
            lock.lock();
            try {
                while (current == this && !over && changes.isEmpty()) {
                    more.await();
                }
                return current == this && !changes.isEmpty() ? Optional.of(first()) : Optional.empty();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } finally {
                lock.unlock();
            }
        }

        /** It takes no more; what is there stays for the next. */
        void leave() {
            lock.lock();
            try {
                if (current == this) {
                    current = null;
                    more.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private Change first() {
        Iterator<Change> all = changes.iterator();
        Change first = all.next();
        all.remove();
        return first;
    }
}
