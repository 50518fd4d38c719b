/**
 * Reads and writes responses in terms of {@link poegateway.conversation}.
 *
 * <p>Start at {@link poegateway.dialect.responses.codec.ResponsesCodec}.
 */
@NullMarked
package poegateway.dialect.responses.codec;

import org.jspecify.annotations.NullMarked;
