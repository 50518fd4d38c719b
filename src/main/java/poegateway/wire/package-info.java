/**
 * Formats of bytes, without the meaning of what is said: server-sent events, edits of byte ranges in JSON, strict
 * UTF-8.
 *
 * <p>Start at {@link poegateway.wire.SseReader} and {@link poegateway.wire.JsonEdits}.
 */
@NullMarked
package poegateway.wire;

import org.jspecify.annotations.NullMarked;
