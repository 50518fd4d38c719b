package poegateway.upstream.http1;

/** Hears how far a call came, on the thread of the call. */
public interface CallProgress {
    /** A connection is being made; nothing was sent. Comes again when one that was kept turns out to be closed. */
    void connecting();

    /** There is a connection, and nothing was sent. */
    void connected();

    /** The first byte of the request went out. */
    void sent();
}
