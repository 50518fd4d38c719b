/**
 * How answers become replies, whatever the surface: what a surface must bring, drafts of replies, their pace, and models whose
 * names choose a fault.
 *
 * <p>Start at {@link poegateway.simulator.reply.ReplyFormat}.
 */
@NullMarked
package poegateway.simulator.reply;

import org.jspecify.annotations.NullMarked;
