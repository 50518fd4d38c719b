package poegateway.simulator.wire;

/** Listens on one port and answers every request. */
public interface WireServer {
    int port();

    /** Closes the port and all connections; the threads of its own end with it. */
    void close();
}
