/**
 * Tools that look at the conversations that the gateway remembers.
 *
 * <p>Start at {@link poegateway.mcp.tools.session.SessionTools}.
 */
@NullMarked
package poegateway.mcp.tools.session;

import org.jspecify.annotations.NullMarked;
