/**
 * Formats of bytes, without the meaning of what is said: server-sent events, strict UTF-8, and memory for bytes of unknown length.
 * JSON has a package of its own, {@link poegateway.wire.json}.
 *
 * <p>Start at {@link poegateway.wire.SseReader}.
 */
@NullMarked
package poegateway.wire;

import org.jspecify.annotations.NullMarked;
