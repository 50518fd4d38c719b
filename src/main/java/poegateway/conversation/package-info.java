/**
 * What callers and models say to each other, in the words of no dialect: prompts and replies as values. A codec of each
 * dialect reads them from its own bytes and writes them out again, so that a prompt of one dialect can be answered by a model
 * that speaks another.
 *
 * <p>Text is {@link poegateway.wire.json.JsonText}, escaped as it came, and lies in the body that it was read from; whoever keeps
 * something longer than its request detaches it. What only one dialect knows travels in {@link
 * poegateway.conversation.Extras} and is written back to that dialect alone.
 *
 * <p>Start at {@link poegateway.conversation.Prompt} and {@link poegateway.conversation.ReplyEvent}.
 */
@NullMarked
package poegateway.conversation;

import org.jspecify.annotations.NullMarked;
