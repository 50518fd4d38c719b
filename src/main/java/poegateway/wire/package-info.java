/**
 * Bytes and frames, without meaning: server-sent events, byte-range edits of JSON, strict UTF-8.
 *
 * <p>Used by relay, front and upstream; uses core. Start at {@link poegateway.wire.SseReader} and
 * {@link poegateway.wire.JsonEdits}.
 */
@NullMarked
package poegateway.wire;

import org.jspecify.annotations.NullMarked;
