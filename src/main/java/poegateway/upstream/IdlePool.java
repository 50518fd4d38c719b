package poegateway.upstream;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.internal.concurrent.TaskRunner;
import okhttp3.internal.connection.ConnectionListener;

/**
 * Connections to Poe that wait for the next request. OkHttp looks over all idle ones on another thread each time the
 * last stream of one ends, which with a single caller is after every request, and costs the waking of a thread, a tenth of
 * its CPU time; here it looks once a second at most. OkHttp offers no setting for that, so this class uses types that are internal to it: an update that
 * changes them does not compile.
 */
final class IdlePool {
    private static final int IDLE_MAX = 256;
    private static final Duration IDLE_KEPT = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private IdlePool() {}

    static ConnectionPool create() {
        TaskRunner cleaner = new TaskRunner(new LazyBackend(), TaskRunner.Companion.getLogger());
        return new ConnectionPool(
                IDLE_MAX, IDLE_KEPT.toMillis(), TimeUnit.MILLISECONDS, cleaner, ConnectionListener.Companion.getNONE());
    }

    /** Delays each task by a second. Notifying is a no-op: the pool's task runner polls once a second instead. */
    private static final class LazyBackend implements TaskRunner.Backend {
        private final TaskRunner.Backend standard = TaskRunner.INSTANCE.getBackend();

        @Override
        public long nanoTime() {
            return standard.nanoTime();
        }

        @Override
        public void coordinatorNotify(TaskRunner runner) {}

        @Override
        public void coordinatorWait(TaskRunner runner, long nanos) {
            standard.coordinatorWait(runner, Math.min(nanos, LOOK_EVERY.toNanos()));
        }

        @Override
        public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
            return standard.decorate(queue);
        }

        @Override
        public void execute(TaskRunner runner, Runnable runnable) {
            CompletableFuture.delayedExecutor(
                            LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS, task -> standard.execute(runner, task))
                    .execute(runnable);
        }
    }
}
