package poegateway.mcp.feature;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells whoever listens that something which the server offers has changed. Safe for all threads. */
public final class Changes {
    private final Set<Change.OfList> lists;
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    /** {@code lists} are those that may become others; what stands at an address may change in any case. */
    public Changes(Set<Change.OfList> lists) {
        this.lists = Set.copyOf(lists);
    }

    /** What changed. */
    public sealed interface Change {
        /** A list. */
        enum OfList implements Change {
            TOOLS,
            PROMPTS,
            RESOURCES
        }

        /** What stands at an address for that caller. */
        record OfResource(String owner, String uri) implements Change {}
    }

    /** Undoes {@link #listen}. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Whether that list may become another. */
    public boolean isOf(Change.OfList list) {
        return lists.contains(list);
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
