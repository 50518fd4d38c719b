package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.rig.Eventually;

@Timeout(20)
class CallerStreamTest {
    private final AtomicLong nanos = new AtomicLong(100);
    private final RequestTimeline timeline = RequestTimeline.unlimited(nanos::get);
    private final ReentrantLock lock = new ReentrantLock();
    private final SlowCaller caller = new SlowCaller();
    private final CallerStream out = new CallerStream(caller, lock, timeline);

    @Test
    void aBlockedWriteAndABlockedFlushWaitForTheCaller() throws Exception {
        for (Writing writing : new Writing[] {() -> out.write(new byte[3]), out::flush}) {
            SlowCaller slow = caller;
            slow.hold();
            CompletableFuture<Void> done = later(writing);
            Eventually.holds(
                    java.time.Duration.ofSeconds(10),
                    () -> timeline.phase() == RequestPhase.WRITING_TO_CALLER,
                    () -> "in " + timeline.phase());
            slow.goOn();
            done.get(10, TimeUnit.SECONDS);
            assertEquals(RequestPhase.WORKING, timeline.phase());
        }
        assertEquals(3, out.writtenBytes());
    }

    @Test
    void whoeverWaitsForTheOtherWriterWaitsForTheCaller() throws Exception {
        CompletableFuture<Void> done;
        lock.lock();
        try {
            done = later(() -> out.write(1));
            Eventually.holds(
                    java.time.Duration.ofSeconds(10),
                    () -> timeline.phase() == RequestPhase.WRITING_TO_CALLER,
                    () -> "in " + timeline.phase());
            assertFalse(done.isDone());
        } finally {
            lock.unlock();
        }
        done.get(10, TimeUnit.SECONDS);
        assertEquals(1, out.writtenBytes());
    }

    @Test
    void aWriteThatFailsEndsItsPhaseAndGivesTheLockBack() {
        caller.cut();
        RequestPhase before = timeline.enter(RequestPhase.DRAINING);
        assertEquals(RequestPhase.WORKING, before);
        assertThrows(IOException.class, () -> out.write(1));
        assertThrows(IOException.class, out::flush);
        assertEquals(RequestPhase.DRAINING, timeline.phase());
        assertFalse(lock.isLocked());
        assertEquals(0, out.writtenBytes());
    }

    @Test
    void silenceBeginsWithTheLastWrite() throws IOException {
        assertEquals(50, out.silentNanos(150));
        nanos.set(200);
        out.write(1);
        assertEquals(10, out.silentNanos(210));
        nanos.set(300);
        out.flush();
        assertEquals(10, out.silentNanos(310));
        nanos.set(400);
        lock.lock();
        try {
            out.writeSign(new byte[] {1, 2});
        } finally {
            lock.unlock();
        }
        assertEquals(10, out.silentNanos(410));
        assertEquals(3, out.writtenBytes());
        assertEquals(2, caller.flushes.get());
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private static CompletableFuture<Void> later(Writing writing) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                writing.run();
                done.complete(null);
            } catch (Throwable failed) {
                done.completeExceptionally(failed);
            }
        });
        return done;
    }
}
