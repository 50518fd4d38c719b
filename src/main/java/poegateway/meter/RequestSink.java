package poegateway.meter;

/** Where ended requests are told of, beside the metrics. */
public interface RequestSink extends AutoCloseable {
    /** A request has ended. Must neither block nor fail: the request's thread waits. */
    void tell(RequestRecord completed);

    /** Brings out what was told, for a bounded time. */
    @Override
    void close();
}
