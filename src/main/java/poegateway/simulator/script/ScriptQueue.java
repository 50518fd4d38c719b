package poegateway.simulator.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Scripts that wait for their request, first come first used. */
public final class ScriptQueue {
    public static final int SCRIPTS_WAITING = 10_000;

    private final Deque<Script> waiting = new ArrayDeque<>();

    /**
     * Adds all of them, or none.
     *
     * @throws IllegalArgumentException when the queue would be longer than {@link #SCRIPTS_WAITING}
     */
    public synchronized void add(List<Script> scripts) {
        if (waiting.size() + scripts.size() > SCRIPTS_WAITING) {
            throw new IllegalArgumentException("at most " + SCRIPTS_WAITING + " scripts can wait, " + waiting.size()
                    + " do already and " + scripts.size() + " came");
        }
        waiting.addAll(scripts);
    }

    public synchronized Optional<Script> next() {
        return Optional.ofNullable(waiting.pollFirst());
    }

    public synchronized int size() {
        return waiting.size();
    }

    /** Drops all that wait and says how many that were. */
    public synchronized int clear() {
        int dropped = waiting.size();
        waiting.clear();
        return dropped;
    }
}
