/**
 * Messages of JSON-RPC 2.0 as the Model Context Protocol uses them: read within limits, and written.
 *
 * <p>Start at {@link poegateway.mcp.message.RpcMessage}.
 */
@NullMarked
package poegateway.mcp.message;

import org.jspecify.annotations.NullMarked;
