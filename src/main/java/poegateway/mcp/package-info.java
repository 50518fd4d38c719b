/**
 * The Model Context Protocol without a transport: messages come in, and answers and what goes before them come out. Both eras of
 * the protocol are served: that of sessions, and that in which each request says all that must be known.
 *
 * <p>Start at {@link poegateway.mcp.McpEndpoint}.
 */
@NullMarked
package poegateway.mcp;

import org.jspecify.annotations.NullMarked;
