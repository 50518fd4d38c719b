package poegateway.simulator.wire;

/** Listens on one port and has every request performed. */
public interface WireServer {
    int port();

    /** Closes the port and all connections; those of its threads that are not the stage's end with it. */
    void close();
}
