/**
 * What a server of the Model Context Protocol offers, as ports: tools, resources, prompts. They know no revision of the protocol
 * and no transport.
 *
 * <p>Start at {@link poegateway.mcp.feature.McpTool} and {@link poegateway.mcp.feature.McpCall}.
 */
@NullMarked
package poegateway.mcp.feature;

import org.jspecify.annotations.NullMarked;
