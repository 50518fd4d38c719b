package poegateway.job;

import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * One kind of jobs, which is known by being the same object: make one for each, as a constant.
 *
 * @param <A> what was asked for, as the owner of a job gets to see it again; immutable
 * @param <R> what comes of it; immutable
 */
public final class JobKind<A, R> {
    private final String word;
    private final String idPrefix;
    private final ToLongFunction<A> askedBytes;
    private final ToLongFunction<R> resultBytes;

    /**
     * A kind.
     *
     * @param word a label for logs and metrics, such as {@code video}
     * @param idPrefix how ids begin, such as {@code video_}
     * @param askedBytes about how much memory it holds
     * @param resultBytes likewise
     */
    public JobKind(String word, String idPrefix, ToLongFunction<A> askedBytes, ToLongFunction<R> resultBytes) {
        this.word = word;
        this.idPrefix = idPrefix;
        this.askedBytes = askedBytes;
        this.resultBytes = resultBytes;
    }

    /** A label for logs and metrics. */
    public String word() {
        return word;
    }

    String idPrefix() {
        return idPrefix;
    }

    long askedBytes(A asked) {
        return askedBytes.applyAsLong(asked);
    }

    long resultBytes(R result) {
        return resultBytes.applyAsLong(result);
    }

    /** The job, if it is of this kind. */
    @SuppressWarnings("unchecked") // the types of a job are those of its kind
    Optional<Job<A, R>> only(Job<?, ?> job) {
        return job.kind().equals(this) ? Optional.of((Job<A, R>) job) : Optional.empty();
    }
}
