/**
 * Poe's replies on their way: read whole or in part, their first bytes looked at, and their memory bounded over all requests.
 *
 * <p>Start at {@link poegateway.relay.reply.ReplyBody}; for memory, at {@link poegateway.relay.reply.ReplyBudget}.
 */
@NullMarked
package poegateway.relay.reply;

import org.jspecify.annotations.NullMarked;
