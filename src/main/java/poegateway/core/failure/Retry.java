package poegateway.core.failure;

import java.time.Duration;
import java.util.Optional;

/** What sending the same request again would do, seen from the place where it failed. */
public sealed interface Retry {
    /** It would fail again, or pay twice for work that may already be done. */
    record Never() implements Retry {}

    /** No model has run, whatever was sent: to send again costs nothing. */
    record IfUnsent() implements Retry {}

    /**
     * Poe answered with a complete refusal and did no work: it may be asked again.
     *
     * @param atLeast the wait that Poe asked for; absent when it named none
     */
    record After(Optional<Duration> atLeast) implements Retry {}

    Retry NEVER = new Never();
    Retry IF_UNSENT = new IfUnsent();

    static Retry after(Optional<Duration> atLeast) {
        return new After(atLeast);
    }
}
