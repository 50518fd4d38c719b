package poegateway.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;
import poegateway.core.Cancellation;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;

/**
 * One fetch: its limits in time, and what it means when it fails. The time in which nobody reads, since the caller is slow, does
 * not count. Belongs to one thread.
 */
final class MediaConnection implements AutoCloseable {
    private static final long LEAST_BYTES_PER_MILLI = 64;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final String LATE = "it did not come in time (media.fetch-timeout)";

    private final String link;
    private final MediaFormat.Kind kind;
    private final RequestTimeline timeline;
    private final FetchAbort abort = new FetchAbort();
    private final Cancellation.Registration onCancel;
    private Optional<Closeable> source = Optional.empty();
    private long readingNanos;
    private long grantedNanos;

    MediaConnection(String link, MediaFormat.Kind kind, RequestTimeline timeline) {
        this.link = link;
        this.kind = kind;
        this.timeline = timeline;
        Cancellation cancellation = timeline.cancellation();
        this.onCancel = cancellation.onCancel(() -> abort.abort(Objects.requireNonNull(cancellation.reason())));
    }

    /** Reads from the host. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    /** What ends it from another thread. */
    FetchAbort abort() {
        return abort;
    }

    /** A long medium has more time, as long as it comes no slower than this. */
    void received(long bytesSoFar) {
        grantedNanos = bytesSoFar / LEAST_BYTES_PER_MILLI * NANOS_PER_MILLI;
    }

    /** What is closed with it. */
    void closing(Closeable response) {
        source = Optional.of(response);
    }

    /**
     * Reads within the limits.
     *
     * @throws FailureException with {@link ReplyFailure.FetchFailed}, or with the reason for which the request is cancelled
     */
    <T> T reading(Reading<T> reading) {
        RequestPhase before = timeline.fetch(abort::abort);
        long from = timeline.nanoTime();
        try {
            if (readingNanos > timeline.limits().fetch().toNanos() + grantedNanos) {
                throw new RefusedFetchException(LATE);
            }
            return reading.read();
        } catch (IOException broken) {
            timeline.cancellation().check();
            throw failed(broken);
        } finally {
            readingNanos += timeline.nanoTime() - from;
            timeline.enter(before);
        }
    }

    FailureException failed(IOException broken) {
        return new FailureException(new ReplyFailure.FetchFailed(kind.word(), link, reason(broken)), broken);
    }

    private String reason(IOException broken) {
        return abort.reason() != null
                ? LATE
                : switch (broken) {
                    case RefusedFetchException refused -> refused.reason();
                    case UnknownHostException unknown -> "the name of its host was not found (DNS)";
                    case ConnectException refused -> "its host cannot be reached";
                    case SSLException insecure -> "its host could not be trusted (TLS)";
                    default -> "the connection to its host broke before all of it was there";
                };
    }

    @Override
    public void close() {
        onCancel.close();
        source.ifPresent(MediaConnection::close);
    }

    private static void close(Closeable response) {
        try {
            response.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }
}
