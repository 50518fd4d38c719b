/**
 * The events of Poe's bot protocol: their names, the texts and chunks in them, Poe's errors as failures, and failures as errors of
 * this protocol.
 *
 * <p>Start at {@link poegateway.dialect.bot.event.BotFrame}.
 */
@NullMarked
package poegateway.dialect.bot.event;

import org.jspecify.annotations.NullMarked;
