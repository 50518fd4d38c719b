/**
 * Chat completions on the wire: how their requests are read, the forms of their replies and chunks, and models whose faults
 * are of that form.
 *
 * <p>Start at {@link poegateway.simulator.chat.ChatReplyFormat}.
 */
@NullMarked
package poegateway.simulator.chat;

import org.jspecify.annotations.NullMarked;
