package poegateway.job;

import java.time.Instant;

/**
 * A job as it stands.
 *
 * @param number of jobs of this process before it: newer ones have higher numbers
 * @param asked what is to be done
 * @param expiresAt when it is forgotten, as things stand; while it runs its time does not begin
 */
public record Job<A, R>(
        String id, JobKind<A, R> kind, long number, A asked, Instant createdAt, Instant expiresAt, JobState<R> state) {
    private static final long BYTES_OF_ITSELF = 512;
    private static final int BYTES_OF_CHAR = 2;

    /** Whether it will not change any more. */
    public boolean hasEnded() {
        return state instanceof JobState.Ended<R>;
    }

    Job<A, R> in(JobState<R> next, Instant nextExpiry) {
        return new Job<>(id, kind, number, asked, createdAt, nextExpiry, next);
    }

    /** About how much memory it holds. */
    long bytes() {
        long more = switch (state) {
            case JobState.Completed<R> done -> kind.resultBytes(done.result());
            case JobState.Failed<R> failed ->
                (long) BYTES_OF_CHAR * failed.failure().message().length();
            default -> 0;
        };
        return BYTES_OF_ITSELF + kind.askedBytes(asked) + more;
    }
}
