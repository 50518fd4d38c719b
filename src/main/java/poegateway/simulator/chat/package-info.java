/**
 * Chat completions as Poe answers them: the question, the content of the answer, and the forms of replies, streams and errors.
 *
 * <p>Start at {@link poegateway.simulator.chat.ChatReplies}.
 */
@NullMarked
package poegateway.simulator.chat;

import org.jspecify.annotations.NullMarked;
