/**
 * The form of Anthropic's messages.
 *
 * <p>Start at {@link poegateway.simulator.messages.MessagesQuestionReader} and
 * {@link poegateway.simulator.messages.MessagesReplyFormat}.
 */
@NullMarked
package poegateway.simulator.messages;

import org.jspecify.annotations.NullMarked;
