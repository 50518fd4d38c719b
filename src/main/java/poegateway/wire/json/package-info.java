/**
 * JSON where it lies: tokens and their places, a quick look for keys, values that go from one text to another uncopied, and edits of
 * ranges of bytes. Nothing here makes a tree.
 *
 * <p>Start at {@link poegateway.wire.json.JsonCursor}, {@link poegateway.wire.json.JsonKeyScanner} and
 * {@link poegateway.wire.json.JsonEdits}.
 */
@NullMarked
package poegateway.wire.json;

import org.jspecify.annotations.NullMarked;
