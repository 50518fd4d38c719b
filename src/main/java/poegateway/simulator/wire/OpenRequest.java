package poegateway.simulator.wire;

import poegateway.simulator.script.SimulatedRequest;

/** One request that is counted, from its head on. The first of {@link #end} and {@link #hangUp} counts. */
public interface OpenRequest {
    /** The request is here whole. */
    void arrived(SimulatedRequest request);

    /** The network took that many bytes of the reply's body. */
    void sent(long bytes);

    /** The reply is written, or the simulator itself broke it off. */
    void end();

    /** The peer left before that. */
    void hangUp();

    /** A request that is not counted. */
    OpenRequest UNCOUNTED = new OpenRequest() {
        @Override
        public void arrived(SimulatedRequest request) {}

        @Override
        public void sent(long bytes) {}

        @Override
        public void end() {}

        @Override
        public void hangUp() {}
    };
}
