/**
 * The Model Context Protocol over HTTP: one path for both eras of it.
 *
 * <p>Start at {@link poegateway.front.mcp.McpSurface}.
 */
@NullMarked
package poegateway.front.mcp;

import org.jspecify.annotations.NullMarked;
