package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
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
    void whatIsWrittenIsGatheredUntilItIsFlushed() throws IOException {
        out.write(bytes(3), 0, 3);
        out.write(bytes(4), 1, 2);
        assertEquals(0, out.writtenBytes());
        out.flush();
        assertEquals(List.of(5), caller.writes);
        assertEquals(5, out.writtenBytes());
        assertEquals(1, caller.flushes.get());
    }

    @Test
    void nothingIsFlushedWhenNothingWasWrittenButTheEndAlwaysIs() throws IOException {
        out.flush();
        assertEquals(0, caller.flushes.get());
        out.write(1);
        out.flush();
        out.flush();
        assertEquals(1, caller.flushes.get());
        out.finish();
        assertEquals(2, caller.flushes.get());
        assertEquals(List.of(1), caller.writes);
    }

    @Test
    void whatIsTooMuchToGatherLeavesInOrderAndAtMost64KibAtOnce() throws IOException {
        out.write(bytes(10), 0, 10);
        out.write(bytes(32 * 1024), 0, 32 * 1024);
        assertEquals(List.of(10), caller.writes, "what no longer fits leaves first");
        out.write(bytes(100_000), 0, 100_000);
        assertEquals(List.of(10, 32 * 1024, 64 * 1024, 100_000 - 64 * 1024), caller.writes);
        assertEquals(0, caller.flushes.get());
        out.flush();
        assertEquals(1, caller.flushes.get());
        assertEquals(10 + 32 * 1024 + 100_000, out.writtenBytes());
    }

    @Test
    void aBlockedWriteAndABlockedFlushWaitForTheCaller() throws Exception {
        Writing flushed = () -> {
            out.write(1);
            out.flush();
        };
        for (Writing writing : new Writing[] {() -> out.write(bytes(40_000), 0, 40_000), flushed, out::finish}) {
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
        assertEquals(40_001, out.writtenBytes());
    }

    @Test
    void whoeverWaitsForTheOtherWriterWaitsForTheCaller() throws Exception {
        CompletableFuture<Void> done;
        out.write(1);
        lock.lock();
        try {
            done = later(out::flush);
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
    void aWriteThatFailsEndsItsPhaseAndGivesTheLockBack() throws IOException {
        caller.cut();
        RequestPhase before = timeline.enter(RequestPhase.DRAINING);
        assertEquals(RequestPhase.WORKING, before);
        out.write(1);
        assertThrows(IOException.class, out::flush);
        assertThrows(IOException.class, () -> out.write(bytes(40_000), 0, 40_000));
        assertThrows(IOException.class, out::finish);
        assertEquals(RequestPhase.DRAINING, timeline.phase());
        assertFalse(lock.isLocked());
        assertEquals(0, out.writtenBytes());
    }

    @Test
    void silenceBeginsWithTheLastTimeThatSomethingLeft() throws IOException {
        assertEquals(50, out.silentNanos(150));
        nanos.set(200);
        out.write(1);
        assertEquals(110, out.silentNanos(210));
        nanos.set(300);
        out.flush();
        assertEquals(10, out.silentNanos(310));
        nanos.set(400);
        out.write(2);
        lock.lock();
        try {
            out.writeHeartbeat(bytes(2));
        } finally {
            lock.unlock();
        }
        assertEquals(10, out.silentNanos(410));
        assertEquals(3, out.writtenBytes(), "what is gathered stays behind the sign");
        assertEquals(2, caller.flushes.get());
        out.flush();
        assertEquals(List.of(1, 2, 1), caller.writes);
    }

    private static byte[] bytes(int count) {
        return new byte[count];
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
