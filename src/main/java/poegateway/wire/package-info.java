/** Bytes and frames, without meaning
 *
 * <p> server-sent events, byte-range edits of JSON, strict UTF-8.:Used by relay, front and upstream; uses core. Start at {@code SseReader} and {@code JsonEdits}.
 */
@NullMarked
package poegateway.wire;

import org.jspecify.annotations.NullMarked;
