/**
 * Tools by which webhooks are registered that models may call.
 *
 * <p>Start at {@link poegateway.mcp.tools.custom.RegistrationTools}.
 */
@NullMarked
package poegateway.mcp.tools.custom;

import org.jspecify.annotations.NullMarked;
