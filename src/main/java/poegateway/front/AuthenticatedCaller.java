package poegateway.front;

import poegateway.core.Caller;
import poegateway.guard.CallerLimits;

/**
 * A caller who was let in.
 *
 * @param limits what it may still ask for
 */
record AuthenticatedCaller(Caller caller, CallerLimits limits) {}
