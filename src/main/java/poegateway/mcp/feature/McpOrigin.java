package poegateway.mcp.feature;

import poegateway.core.Caller;
import poegateway.core.Wishes;
import poegateway.meter.Span;

/**
 * Who sent a message, and on whose account the work for it goes.
 *
 * @param requestId id of the request in logs and at Poe
 * @param wishes how requests to models are to be carried
 * @param span is told of each call of a model
 */
public record McpOrigin(String requestId, Caller caller, Wishes wishes, Span span) {}
