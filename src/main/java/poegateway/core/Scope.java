package poegateway.core;

import java.util.Locale;

/** What a caller's key opens. */
public enum Scope {
    /** Everything under {@code /v1}, and {@code /health} in detail. */
    API,
    /** {@code /metrics}. */
    METRICS,
    /** What changes the gateway itself: tools that are registered while it runs. */
    ADMIN;

    /** As settings and messages write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
