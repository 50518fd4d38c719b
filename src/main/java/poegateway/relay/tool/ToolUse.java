package poegateway.relay.tool;

import poegateway.core.Caller;
import poegateway.core.Cancellation;

/**
 * One use of a tool.
 *
 * @param caller on whose behalf
 * @param cancellation ends it: the caller left, or it takes too long
 * @param resultBytes most bytes of its result
 */
public record ToolUse(Caller caller, Cancellation cancellation, long resultBytes) {}
