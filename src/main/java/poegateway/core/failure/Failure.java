package poegateway.core.failure;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong with a request, as a value: it is thrown ({@link FailureException}) before the head
 * of an answer is out, and travels inside the stream after it. Each case says whose fault it is, which status and code
 * the caller gets, whether sending again may help, and how to mend it.
 */
public sealed interface Failure
        permits ClientFailure,
                AccessFailure,
                FileFailure,
                CostRefusal,
                SessionFailure,
                ToolFailure,
                JobRefusal,
                GatewayFailure,
                UpstreamFailure {
    /** Whose fault it is. */
    enum Source {
        CLIENT,
        GATEWAY,
        UPSTREAM
    }

    /** What kind of failure it is, for every dialect: each has words of its own for a kind, and none for a case. */
    enum Kind {
        /** The request is not what the interface asks for. */
        INVALID,
        /** It asks for something that is not served. */
        UNSUPPORTED,
        TOO_LARGE,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        RATE_LIMITED,
        OUT_OF_POINTS,
        /** The caller sends or reads too slowly. */
        CALLER_SLOW,
        /** The caller hung up. */
        CALLER_GONE,
        /** Poe did not answer in time. */
        TIMEOUT,
        /** The gateway or Poe takes nothing for the moment. */
        OVERLOADED,
        /** Poe, or the way to it, failed. */
        UPSTREAM,
        /** The gateway failed. */
        BUG
    }

    /**
     * What programs see of a case.
     *
     * @param status HTTP status on the OpenAI surface; 500 is only ever a bug of ours
     * @param code stable word that programs can match; snake_case
     * @param outcome label in logs and metrics: {@code client_…}, {@code gateway_…} or {@code upstream_…}
     */
    record Facts(Kind kind, int status, String code, Retry retry, String outcome) {}

    Source source();

    Facts facts();

    /** What was wrong, where, what is allowed, and how to mend it: for the caller's eyes. */
    String message();

    /** The request field at fault, or null. */
    default @Nullable String param() {
        return null;
    }

    /** Whether a model may have worked for the request, so that Poe may bill it. */
    default boolean mayBeBilled() {
        return switch (this) {
            case ReplyFailure unfinished -> true;
            case PoeRefusal refusal -> refusal.status() >= 500;
            case ClientFailure.CallerGone gone -> true;
            case ClientFailure.ReadTooSlow slow -> true;
            case JobRefusal.Withdrawn withdrawn -> true;
            case GatewayFailure.ReplyDropped dropped -> true;
            case GatewayFailure.Restarting cut -> true;
            case GatewayFailure.Bug bug -> true;
            default -> false;
        };
    }

    default Kind kind() {
        return facts().kind();
    }

    default int status() {
        return facts().status();
    }

    default String code() {
        return facts().code();
    }

    default Retry retry() {
        return facts().retry();
    }

    default String outcome() {
        return facts().outcome();
    }
}
