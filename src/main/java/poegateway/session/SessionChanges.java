package poegateway.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells whoever listens that a session has another turn, or is gone, for whichever reason. Safe for all threads. */
public final class SessionChanges {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Is told; must not block, nor use the sessions. */
    @FunctionalInterface
    public interface Listener {
        void changed(String owner, String id);
    }

    /** Each change is told from now on, on the thread that brings it about. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Tells one. */
    public void tell(String owner, String id) {
        listeners.forEach(listener -> listener.changed(owner, id));
    }
}
