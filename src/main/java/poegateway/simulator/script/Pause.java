package poegateway.simulator.script;

/** What happens before a piece is sent: nothing, a wait in time, or a gate that a test opens. */
@FunctionalInterface
public interface Pause {
    /** Returns when the piece may go; interrupted when the peer hangs up meanwhile. */
    void await() throws InterruptedException;

    Pause NONE = () -> {};
}
