package poegateway.meter;

/** Receives finished requests, beside the metrics. */
public interface RequestSink extends AutoCloseable {
    /** Takes a finished request. Must neither block nor fail: the request's thread waits. */
    void accept(RequestRecord completed);

    /** Writes what was accepted, for a bounded time. */
    @Override
    void close();
}
