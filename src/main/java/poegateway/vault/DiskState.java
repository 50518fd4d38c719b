package poegateway.vault;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;

/** Whether the disk takes what is written. After it refused something nothing is tried for a while. */
final class DiskState {
    private static final Logger LOG = LoggerFactory.getLogger(DiskState.class);

    /** How long the disk is left alone. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final AtomicReference<Optional<Refusal>> refusal = new AtomicReference<>(Optional.empty());

    private record Refusal(String reason, long atNanos) {}

    DiskState(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Why the disk takes nothing; empty where it does, as far as is known. */
    Optional<String> reason() {
        return refusal.get().map(Refusal::reason);
    }

    /** Whether it refused something, and may be tried again. */
    boolean isDue() {
        return refusal.get().filter(this::isOver).isPresent();
    }

    /**
     * Lets a write begin.
     *
     * @throws FailureException with {@link FileFailure.StorageUnavailable} for a while after the disk refused one
     */
    void check() {
        refusal.get().filter(last -> !isOver(last)).ifPresent(last -> {
            throw new FailureException(new FileFailure.StorageUnavailable(last.reason));
        });
    }

    /** It refused a write. */
    FailureException refused(IOException why) {
        String reason = reason(why);
        Optional<Refusal> before = refusal.getAndSet(Optional.of(new Refusal(reason, nanoTime.getAsLong())));
        if (before.isEmpty()) {
            LOG.warn("The vault cannot be written, and nothing is kept in it for now: {}", reason);
        }
        return new FailureException(new FileFailure.StorageUnavailable(reason), why);
    }

    /** It took a write. */
    void took() {
        if (refusal.get().isPresent() && refusal.getAndSet(Optional.empty()).isPresent()) {
            LOG.info("The vault can be written again");
        }
    }

    private boolean isOver(Refusal last) {
        return nanoTime.getAsLong() - last.atNanos >= PAUSE.toNanos();
    }

    private static String or(@Nullable String words, IOException why) {
        return words == null ? why.getClass().getSimpleName() : words;
    }

    /** The words of the system alone: the path is for whoever reads the settings. */
    private static String reason(IOException why) {
        return switch (why) {
            case AccessDeniedException denied -> "it may not be written";
            case NoSuchFileException missing -> "it is not there";
            case FileSystemException system -> or(system.getReason(), system);
            default -> or(why.getMessage(), why);
        };
    }
}
