/**
 * The tools that the gateway has: some of its own, and those of the operator, which are asked over HTTP.
 *
 * <p>Start at {@link poegateway.tool.ToolRegistry}.
 */
@NullMarked
package poegateway.tool;

import org.jspecify.annotations.NullMarked;
