package poegateway.core.failure;

import org.jspecify.annotations.Nullable;

/** Carries a {@link Failure} up the stack, without a stack trace of its own: the failure says it all. */
public final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public FailureException(Failure failure) {
        this(failure, null);
    }

    /** The cause stays in the log; no caller sees it. */
    public FailureException(Failure failure, @Nullable Throwable cause) {
        super(failure.code() + ": " + failure.message(), cause, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
