package poegateway.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Scripts that wait for their request, first come first used. */
final class ScriptQueue {
    static final int SCRIPTS_WAITING = 10_000;

    private final Deque<Script> waiting = new ArrayDeque<>();

    /** @throws IllegalArgumentException when the queue would be longer than {@link #SCRIPTS_WAITING} */
    synchronized void add(List<Script> scripts) {
        if (waiting.size() + scripts.size() > SCRIPTS_WAITING) {
            throw new IllegalArgumentException("at most " + SCRIPTS_WAITING + " scripts can wait, " + waiting.size()
                    + " do already and " + scripts.size() + " came");
        }
        waiting.addAll(scripts);
    }

    synchronized Optional<Script> next() {
        return Optional.ofNullable(waiting.pollFirst());
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Drops all that wait and says how many that were. */
    synchronized int clear() {
        int dropped = waiting.size();
        waiting.clear();
        return dropped;
    }
}
