/**
 * Carries bytes to Poe and back, unread: one attempt per call, never a repeat. HTTP/2 is OkHttp's, HTTP/1.1 is carried by
 * {@code http1}, a client of our own.
 *
 * <p>Used by relay and the root; uses core and config. Start at {@link poegateway.upstream.Upstream}.
 */
@NullMarked
package poegateway.upstream;

import org.jspecify.annotations.NullMarked;
