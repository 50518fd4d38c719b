package poegateway.simulator.script;

/** Decides what is answered: reads a request and writes the {@link Script} that the server then sends. */
@FunctionalInterface
public interface Responder {
    /** Never fails: a request that makes no sense gets the reply that Poe would give. */
    Script scriptFor(SimulatedRequest request);
}
