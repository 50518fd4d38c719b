/**
 * Formats of bytes, without the meaning of what is said: server-sent events, a quick look for keys in JSON, edits of its
 * byte ranges, strict UTF-8.
 *
 * <p>Start at {@link poegateway.wire.SseReader}, {@link poegateway.wire.JsonKeyScanner} and
 * {@link poegateway.wire.JsonEdits}.
 */
@NullMarked
package poegateway.wire;

import org.jspecify.annotations.NullMarked;
