package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import poegateway.mcp.feature.Changes.Change;

/** Changes that one client is still to be told. */
class PendingChangesTest {
    private final PendingChanges pending = new PendingChanges(change -> change != Change.OfList.TOOLS);

    private static CompletableFuture<Optional<Change>> taken(PendingChanges.Taker taker) {
        return CompletableFuture.supplyAsync(taker::take, Thread::startVirtualThread);
    }

    @Test
    void whoeverWaitsGoesAsSoonAsAnotherTakes() {
        CompletableFuture<Optional<Change>> first = taken(pending.taker());
        PendingChanges.Taker next = pending.taker();
        assertEquals(Optional.empty(), first.join());
        CompletableFuture<Optional<Change>> second = taken(next);
        pending.add(Change.OfList.TOOLS);
        pending.add(Change.OfList.PROMPTS);
        assertEquals(Optional.of(Change.OfList.PROMPTS), second.join());
    }

    @Test
    void whoeverLeavesGoesAtOnceAndLeavesWhatIsThere() {
        PendingChanges.Taker first = pending.taker();
        CompletableFuture<Optional<Change>> waits = taken(first);
        first.leave();
        assertEquals(Optional.empty(), waits.join());
        pending.add(Change.OfList.PROMPTS);
        assertEquals(Optional.empty(), first.take());
        PendingChanges.Taker next = pending.taker();
        first.leave();
        assertEquals(Optional.of(Change.OfList.PROMPTS), next.take());
    }

    @Test
    void atTheEndWhatIsThereIsTakenAndNothingIsAdded() {
        PendingChanges.Taker taker = pending.taker();
        pending.add(Change.OfList.PROMPTS);
        pending.add(Change.OfList.RESOURCES);
        pending.end();
        pending.add(Change.OfList.PROMPTS);
        assertTrue(pending.isOver());
        assertEquals(Optional.of(Change.OfList.PROMPTS), taker.take());
        assertEquals(Optional.of(Change.OfList.RESOURCES), taker.take());
        assertEquals(Optional.empty(), taker.take());
    }
}
