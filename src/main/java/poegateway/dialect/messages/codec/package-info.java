/**
 * Reads and writes messages in terms of {@link poegateway.conversation}.
 *
 * <p>Start at {@link poegateway.dialect.messages.codec.MessagesCodec}.
 */
@NullMarked
package poegateway.dialect.messages.codec;

import org.jspecify.annotations.NullMarked;
