/**
 * The chat completions dialect of OpenAI: what is read of its requests, whole replies and streams, and the closed list
 * of edits that their bytes may get. Does no input or output.
 *
 * <p>Start at {@link poegateway.dialect.chat.ChatFormat}.
 */
@NullMarked
package poegateway.dialect.chat;

import org.jspecify.annotations.NullMarked;
