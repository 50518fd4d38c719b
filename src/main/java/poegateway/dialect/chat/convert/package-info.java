/**
 * Turns a whole chat reply into a stream and back, for the rare case that Poe answers in the other form than it was
 * asked for. The only place of {@code dialect} that builds JSON trees.
 *
 * <p>Start at {@link poegateway.dialect.chat.convert.WholeToStream}.
 */
@NullMarked
package poegateway.dialect.chat.convert;

import org.jspecify.annotations.NullMarked;
