/**
 * What the verbatim road changes in the bytes of chat completions, and nothing else: requests, whole replies, streams
 * and errors.
 *
 * <p>Used by relay; uses wire and core, and does no input or output of its own. Start at
 * {@link poegateway.relay.chat.ChatRequest} and {@link poegateway.relay.chat.ChatStream}.
 */
@NullMarked
package poegateway.relay.chat;

import org.jspecify.annotations.NullMarked;
