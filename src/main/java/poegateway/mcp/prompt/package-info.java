/**
 * Prompts that users choose in their clients, and proposals for what is typed there.
 *
 * <p>Start at {@link poegateway.mcp.prompt.PoePrompts}.
 */
@NullMarked
package poegateway.mcp.prompt;

import org.jspecify.annotations.NullMarked;
