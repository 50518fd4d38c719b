package poegateway.core;

/** What a caller's key opens. */
public enum Scope {
    /** Everything under {@code /v1}, and {@code /health} in detail. */
    API,
    /** {@code /metrics}. */
    METRICS,
    /** What changes the gateway itself. */
    ADMIN
}
