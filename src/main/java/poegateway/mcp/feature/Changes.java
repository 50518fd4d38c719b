package poegateway.mcp.feature;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells whoever listens that something which the server offers has changed. Safe for all threads. */
public final class Changes {
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    /** What changed. */
    public sealed interface Change {
        /** A list. */
        enum OfList implements Change {
            TOOLS,
            PROMPTS,
            RESOURCES
        }

        /** What stands at an address. */
        record OfResource(String uri) implements Change {}
    }

    /** Undoes {@link #listen}. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Each change is told from now on, on the thread that brings it about; must not block. */
    public Registration listen(Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Something changed. */
    public void tell(Change change) {
        listeners.forEach(listener -> listener.accept(change));
    }
}
