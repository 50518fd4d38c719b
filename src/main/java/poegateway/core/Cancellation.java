package poegateway.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;

/**
 * Stops one request from any thread. The first reason wins and stays; what is registered is run once, on the thread
 * that cancels, or at once when the request is cancelled already. An action that throws keeps no other from being run.
 */
public final class Cancellation {
    private final List<Runnable> actions = new ArrayList<>(2);
    private @Nullable Failure reason;

    /** Stops the request. Later reasons are ignored. */
    public void cancel(Failure why) {
        List<Runnable> due;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            due = List.copyOf(actions);
            actions.clear();
            reason = why; // last: where memory is too short for the copy, the next call still finds everything
        }
        runAll(due.iterator());
    }

    private static void runAll(Iterator<Runnable> due) {
        while (due.hasNext()) {
            try {
                due.next().run();
            } finally {
                runAll(due); // what one throws reaches the caller after all others have run
            }
        }
    }

    /** Why the request was stopped; null while it was not. */
    public synchronized @Nullable Failure reason() {
        return reason;
    }

    /** Runs the action when the request is stopped; closing the registration forgets it. */
    public Registration onCancel(Runnable action) {
        synchronized (this) {
            if (reason == null) {
                actions.add(action);
                return () -> forget(action);
            }
        }
        action.run();
        return () -> {};
    }

    /** Throws the reason if there is one. */
    public void check() {
        Failure why = reason();
        if (why != null) {
            throw new FailureException(why);
        }
    }

    private synchronized void forget(Runnable action) {
        actions.remove(action);
    }

    /** Undoes {@link #onCancel}. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
