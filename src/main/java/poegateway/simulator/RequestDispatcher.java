package poegateway.simulator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.simulator.script.Responder;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.ScriptQueue;
import poegateway.simulator.script.SimulatedRequest;
import poegateway.simulator.wire.ControlSurface;
import poegateway.simulator.wire.JsonReply;

/** Finds the script for a request: the control surface's, else a queued one, else the responder's. */
final class RequestDispatcher implements Responder {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDispatcher.class);

    private final ControlSurface control;
    private final ScriptQueue queue;
    private final Responder responder;

    RequestDispatcher(ControlSurface control, ScriptQueue queue, Responder responder) {
        this.control = control;
        this.queue = queue;
        this.responder = responder;
    }

    @Override
    public Script scriptFor(SimulatedRequest request) {
        if (ControlSurface.covers(request.path())) {
            return control.reply(request);
        }
        return queue.next(request).orElseGet(() -> answered(request));
    }

    /** A responder that fails is a bug, and must not look like a fault of the network. */
    private Script answered(SimulatedRequest request) {
        try {
            return responder.scriptFor(request);
        } catch (RuntimeException e) {
            LOG.error("no script for {} {}", request.method(), request.path(), e);
            return JsonReply.error(500, "the simulator failed: " + e);
        }
    }
}
