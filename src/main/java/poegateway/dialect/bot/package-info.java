/**
 * Poe's bot protocol as a dialect: what is read of a query, and streams of its events on their way to a caller who speaks it too.
 * Does no input or output.
 *
 * <p>Start at {@link poegateway.dialect.bot.BotFormat}.
 */
@NullMarked
package poegateway.dialect.bot;

import org.jspecify.annotations.NullMarked;
