/**
 * The events of messages: what each is, what they count, and how failures are told in Anthropic's words.
 *
 * <p>Start at {@link poegateway.dialect.messages.event.MessageFrame} and
 * {@link poegateway.dialect.messages.event.AnthropicErrors}.
 */
@NullMarked
package poegateway.dialect.messages.event;

import org.jspecify.annotations.NullMarked;
