/**
 * Poe's bot protocol, the older of its interfaces: requests with a list of messages, answers as named events.
 *
 * <p>Start at {@link poegateway.simulator.bot.BotReplyFormat}. Successful streams were never recorded; their form is that of
 * Poe's own client and server library, in the spelling of the errors that were seen.
 */
@NullMarked
package poegateway.simulator.bot;

import org.jspecify.annotations.NullMarked;
