/**
 * What the conformance suite of the Model Context Protocol wants a server to offer, hosted by the endpoint of the gateway.
 *
 * <p>Start at {@link poegateway.mcp.conformance.ConformanceFeatures}.
 */
@NullMarked
package poegateway.mcp.conformance;

import org.jspecify.annotations.NullMarked;
