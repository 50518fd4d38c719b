/**
 * Chat completions in terms of no dialect: requests and replies are read into the values of {@code conversation} and written
 * from them. What is read of a reply went through {@link poegateway.dialect.chat.ChatStream} or its like for whole replies
 * first, so that its rules hold here too.
 *
 * <p>Start at {@link poegateway.dialect.chat.codec.ChatCodec}.
 */
@NullMarked
package poegateway.dialect.chat.codec;

import org.jspecify.annotations.NullMarked;
