/**
 * What is done to the words of an answer on their way, whatever its dialects: bounds are kept, and a code fence is taken off.
 *
 * <p>Start at {@link poegateway.dialect.words.BoundedReply}.
 */
@NullMarked
package poegateway.dialect.words;

import org.jspecify.annotations.NullMarked;
