/**
 * Anthropic's API, as its clients find it here.
 *
 * <p>Start at {@link poegateway.front.anthropic.MessagesSurface}.
 */
@NullMarked
package poegateway.front.anthropic;

import org.jspecify.annotations.NullMarked;
