/**
 * Settings of the tools that the gateway runs for models.
 *
 * <p>Start at {@link poegateway.config.tools.ToolsConfig}.
 */
@NullMarked
package poegateway.config.tools;

import org.jspecify.annotations.NullMarked;
