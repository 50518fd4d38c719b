package poegateway.simulator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the script for a request: the control surface's, else a queued one, else the playwright's. */
final class Prompter implements Playwright {
    private static final Logger LOG = LoggerFactory.getLogger(Prompter.class);

    private final ControlSurface control;
    private final ScriptQueue queue;
    private final Playwright playwright;

    Prompter(ControlSurface control, ScriptQueue queue, Playwright playwright) {
        this.control = control;
        this.queue = queue;
        this.playwright = playwright;
    }

    @Override
    public Script scriptFor(SimulatedRequest request) {
        if (ControlSurface.covers(request.path())) {
            return control.reply(request);
        }
        boolean takesQueued = request.method().equals("POST") && request.path().startsWith("/v1/");
        return takesQueued ? queue.next().orElseGet(() -> written(request)) : written(request);
    }

    /** A playwright that fails is a bug, and must not look like a fault of the network. */
    private Script written(SimulatedRequest request) {
        try {
            return playwright.scriptFor(request);
        } catch (RuntimeException e) {
            LOG.error("no script for {} {}", request.method(), request.path(), e);
            return JsonReply.error(500, "the simulator failed: " + e);
        }
    }
}
