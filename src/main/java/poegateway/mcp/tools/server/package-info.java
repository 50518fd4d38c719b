/**
 * Tools that tell how the gateway is.
 *
 * <p>Start at {@link poegateway.mcp.tools.server.ServerTools}.
 */
@NullMarked
package poegateway.mcp.tools.server;

import org.jspecify.annotations.NullMarked;
