package poegateway.core;

/** What a caller's key opens. */
public enum Scope {
    /** Models and everything that asks them. */
    API,
    /** Reading metrics. */
    METRICS,
    /** Everything that shows or changes the gateway itself. */
    ADMIN
}
