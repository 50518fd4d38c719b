/**
 * Poe's bot protocol: the routes that programs written for it ask for.
 *
 * <p>Start at {@link poegateway.front.bot.BotSurface}.
 */
@NullMarked
package poegateway.front.bot;

import org.jspecify.annotations.NullMarked;
