package poegateway.simulator.wire;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** The virtual threads of one simulator, so that closing it can end them all. */
public final class Threads {
    private static final Duration PATIENCE_EACH = Duration.ofSeconds(1);

    private final ThreadFactory factory =
            Thread.ofVirtual().name("simulated-poe-", 0).factory();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Thread start(Runnable work) {
        Thread thread = factory.newThread(() -> {
            try {
                work.run();
            } finally {
                running.remove(Thread.currentThread());
            }
        });
        running.add(thread);
        thread.start();
        if (closed) {
            thread.interrupt();
        }
        return thread;
    }

    public int count() {
        return running.size();
    }

    /** Interrupts all and waits for them, but not forever: a pause may refuse to be interrupted. */
    public void close() throws InterruptedException {
        closed = true;
        running.forEach(Thread::interrupt);
        for (Thread thread : running) {
            if (!thread.join(PATIENCE_EACH)) {
                return;
            }
        }
    }
}
