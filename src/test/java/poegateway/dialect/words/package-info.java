/** Tests of words on their way. Start at {@link poegateway.dialect.words.BoundedReplyTest}. */
@NullMarked
package poegateway.dialect.words;

import org.jspecify.annotations.NullMarked;
