/**
 * Anthropic's messages as a dialect: what is read of a request, and replies and streams of events on their way to a caller who
 * speaks it too. Does no input or output.
 *
 * <p>Start at {@link poegateway.dialect.messages.MessagesFormat}.
 */
@NullMarked
package poegateway.dialect.messages;

import org.jspecify.annotations.NullMarked;
