package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.core.RequestTimeline;
import poegateway.rig.Eventually;

@Timeout(30)
class ConnectLimitTest {
    private final ConnectLimit limit = new ConnectLimit(2);
    private final List<Integer> begun = new CopyOnWriteArrayList<>();

    @AfterEach
    void nobodyIsLeft() {
        begun.forEach(call -> limit.leave());
        assertEquals(0, limit.calls());
    }

    @Test
    void asManyAsAllowedBeginAtOnceAndTheOthersInTurn() throws Exception {
        enter(1).join();
        enter(2).join();
        CompletableFuture<Void> third = waiting(3);
        CompletableFuture<Void> fourth = waiting(4);
        assertEquals(List.of(1, 2), begun);
        end(1);
        third.get(10, TimeUnit.SECONDS);
        assertEquals(List.of(2, 3), begun);
        end(3);
        fourth.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoIsStoppedLeavesTheQueueAndTheNextIsLetIn() throws Exception {
        enter(1).join();
        enter(2).join();
        AttemptProgress stopped = attempt();
        CompletableFuture<Void> third = waiting(3, stopped);
        CompletableFuture<Void> fourth = waiting(4);
        stopped.cancel();
        Throwable why = assertThrows(CompletionException.class, third::join).getCause();
        assertTrue(String.valueOf(why).contains("stopped"), () -> String.valueOf(why));
        end(1);
        fourth.get(10, TimeUnit.SECONDS);
        assertEquals(List.of(2, 4), begun);
    }

    @Test
    void whoWasStoppedBeforeItWaitsDoesNotWait() {
        enter(1).join();
        enter(2).join();
        AttemptProgress stopped = attempt();
        stopped.cancel();
        assertThrows(CompletionException.class, () -> enter(3, stopped).join());
        assertEquals(2, limit.calls());
    }

    @Test
    void aStreamThatEndsLetsOneInThoughOthersHang() throws Exception {
        enter(1).join();
        enter(2).join();
        limit.streamEnded();
        CompletableFuture<Void> third = waiting(3);
        CompletableFuture<Void> fourth = waiting(4);
        limit.streamEnded();
        third.get(10, TimeUnit.SECONDS);
        end(1);
        assertEquals(List.of(2, 3), begun, "there are as many as allowed again");
        end(2);
        fourth.get(10, TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> waiting(int call) {
        return waiting(call, attempt());
    }

    /** Comes back when the call is in the queue. */
    private CompletableFuture<Void> waiting(int call, AttemptProgress attempt) {
        int before = limit.calls();
        CompletableFuture<Void> begins = enter(call, attempt);
        Eventually.holds(Duration.ofSeconds(10), () -> limit.calls() > before, () -> call + " does not wait");
        return begins;
    }

    private CompletableFuture<Void> enter(int call) {
        return enter(call, attempt());
    }

    private CompletableFuture<Void> enter(int call, AttemptProgress attempt) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        limit.enter(attempt);
                        begun.add(call);
                    } catch (IOException stopped) {
                        throw new UncheckedIOException(stopped);
                    }
                },
                Thread::startVirtualThread);
    }

    private void end(Integer call) {
        begun.removeIf(call::equals);
        limit.leave();
    }

    private static AttemptProgress attempt() {
        return new AttemptProgress(RequestTimeline.unlimited(() -> 1));
    }
}
