package poegateway.core;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong with a request, as a value: it is thrown ({@link FailureException}) before the head
 * of an answer is out, and travels inside the stream after it. Each case says whose fault it is, which status and code
 * the caller gets, whether sending again may help, and how to mend it. Source: the fault table in docs/errors.md.
 */
public sealed interface Failure permits ClientFailure, AccessFailure, GatewayFailure, UpstreamFailure {
    /** Whose fault it is. */
    enum Source {
        CLIENT,
        GATEWAY,
        UPSTREAM
    }

    Source source();

    /** HTTP status on the OpenAI surface. 500 is only ever a bug of ours. */
    int status();

    /** Stable word that programs can match; snake_case. */
    String code();

    Retry retry();

    /** What was wrong, where, what is allowed, and how to mend it: for the caller's eyes. */
    String message();

    /** The request field at fault, or null. */
    default @Nullable String param() {
        return null;
    }

    /** Label of the outcome in logs and metrics: {@code client_…}, {@code gateway_…} or {@code upstream_…}. */
    String outcome();
}
