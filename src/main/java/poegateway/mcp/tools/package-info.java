/**
 * The tools of the gateway: Poe's models, what they make, and what they cost.
 *
 * <p>Start at {@link poegateway.mcp.tools.PoeTools}.
 */
@NullMarked
package poegateway.mcp.tools;

import org.jspecify.annotations.NullMarked;
