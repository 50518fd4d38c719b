package poegateway.simulator;

import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;

/** Routes of Poe that belong together, with their rule for keys. Safe for use from many threads. */
interface PoeSurface {
    /** Whether a request with that method for that path, without query, is answered here. */
    boolean covers(String method, String path);

    /**
     * The reply to a request that is covered, or the refusal of its key. Never fails: a request that makes no sense gets
     * the reply that Poe would give.
     */
    Script answer(SimulatedRequest request);
}
