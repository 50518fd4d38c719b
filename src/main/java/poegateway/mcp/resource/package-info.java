/**
 * What clients can read beside tools: models, usage, conversations and files.
 *
 * <p>Start at {@link poegateway.mcp.resource.PoeResources}.
 */
@NullMarked
package poegateway.mcp.resource;

import org.jspecify.annotations.NullMarked;
