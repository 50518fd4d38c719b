package poegateway.app;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.config.load.KeyUses;
import poegateway.core.Ticker;

/** Notes once a minute, and at the end, when each key was used last. Where the folder cannot be written, nothing is noted. */
public final class KeyUseRecorder implements Ticker.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUseRecorder.class);
    private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final Supplier<Map<String, Instant>> uses;
    private final KeyUses file;
    private final Executor executor;
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile Map<String, Instant> written = Map.of();
    private long dueNanos;

    /** @param executor writes, so that the ticker does not */
    public KeyUseRecorder(Supplier<Map<String, Instant>> uses, KeyUses file, long nowNanos, Executor executor) {
        this.uses = uses;
        this.file = file;
        this.dueNanos = nowNanos + EVERY_NANOS;
        this.executor = executor;
    }

    @Override
    public void tick(long nowNanos) {
        if (nowNanos - dueNanos >= 0) {
            dueNanos = nowNanos + EVERY_NANOS;
            executor.execute(this::write);
        }
    }

    private void write() {
        Map<String, Instant> now = uses.get();
        if (now.equals(written) || !writing.compareAndSet(false, true)) {
            return;
        }
        try {
            file.add(now);
            written = now;
        } catch (IOException unwritable) {
            LOG.debug("the times of last use of keys cannot be saved", unwritable);
        } finally {
            writing.set(false);
        }
    }

    @Override
    public void close() {
        write();
    }
}
