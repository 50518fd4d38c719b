package poegateway.simulator.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scripts that wait for their request, first come first used. Those for the path of a request come before those for
 * any path. Paths that differ in needless percent-encoding alone are one.
 */
public final class ScriptQueue {
    public static final int SCRIPTS_WAITING = 10_000;

    /** By path; never with an empty queue. */
    private final Map<String, Deque<Script>> waiting = new HashMap<>();

    private int size;

    /**
     * Adds all of them, or none.
     *
     * @throws IllegalArgumentException when more than {@link #SCRIPTS_WAITING} would wait, for all paths together
     */
    public synchronized void add(List<QueuedScript> scripts) {
        if (size + scripts.size() > SCRIPTS_WAITING) {
            throw new IllegalArgumentException("at most " + SCRIPTS_WAITING + " scripts can wait, " + size
                    + " do already and " + scripts.size() + " came");
        }
        for (QueuedScript queued : scripts) {
            waiting.computeIfAbsent(queued.path(), path -> new ArrayDeque<>()).addLast(queued.script());
        }
        size += scripts.size();
    }

    /** The script that answers that request, if one waits for it; it waits no longer. */
    public synchronized Optional<Script> next(SimulatedRequest request) {
        String path = RequestPath.normalized(request.path());
        if (waiting.containsKey(path)) {
            return first(path);
        }
        boolean anyPath = request.method().equals("POST") && request.path().startsWith("/v1/");
        return anyPath ? first(QueuedScript.ANY_PATH) : Optional.empty();
    }

    private Optional<Script> first(String path) {
        Deque<Script> queue = waiting.get(path);
        if (queue == null) {
            return Optional.empty();
        }
        Script script = queue.removeFirst();
        size--;
        if (queue.isEmpty()) {
            waiting.remove(path);
        }
        return Optional.of(script);
    }

    /** How many wait, for all paths together. */
    public synchronized int size() {
        return size;
    }

    /** Drops all that wait and says how many that were. */
    public synchronized int clear() {
        int dropped = size;
        waiting.clear();
        size = 0;
        return dropped;
    }
}
