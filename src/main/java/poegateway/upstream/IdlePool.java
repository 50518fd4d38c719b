package poegateway.upstream;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.internal.concurrent.TaskRunner;
import okhttp3.internal.connection.ConnectionListener;

/**
 * Connections to Poe that wait for the next request. OkHttp looks over all idle ones on another thread each time one is
 * given back, which on HTTP/1.1 costs every request the waking of a thread, a tenth of its CPU time; here it looks once a
 * second at most. OkHttp offers no setting for that, so this class uses types that are internal to it: an update that
 * changes them does not compile.
 */
final class IdlePool {
    private static final int IDLE_MAX = 256;
    private static final Duration IDLE_KEPT = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private IdlePool() {}

    static ConnectionPool create() {
        TaskRunner cleaner = new TaskRunner(new Unhurried(), TaskRunner.Companion.getLogger());
        return new ConnectionPool(
                IDLE_MAX, IDLE_KEPT.toMillis(), TimeUnit.MILLISECONDS, cleaner, ConnectionListener.Companion.getNONE());
    }

    /** Starts what is asked for a second later; who waits for work looks for it once a second and is woken by nobody. */
    private static final class Unhurried implements TaskRunner.Backend {
        private final TaskRunner.Backend hurried = TaskRunner.INSTANCE.getBackend();

        @Override
        public long nanoTime() {
            return hurried.nanoTime();
        }

        @Override
        public void coordinatorNotify(TaskRunner runner) {}

        @Override
        public void coordinatorWait(TaskRunner runner, long nanos) {
            hurried.coordinatorWait(runner, Math.min(nanos, LOOK_EVERY.toNanos()));
        }

        @Override
        public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
            return hurried.decorate(queue);
        }

        @Override
        public void execute(TaskRunner runner, Runnable runnable) {
            CompletableFuture.delayedExecutor(
                            LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS, task -> hurried.execute(runner, task))
                    .execute(runnable);
        }
    }
}
