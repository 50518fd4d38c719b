/**
 * Carries bytes to Poe and back, unread: one attempt per call, never a repeat.
 *
 * <p>Used by relay and the root; uses core, wire and config. Start at {@link poegateway.upstream.Upstream}.
 */
@NullMarked
package poegateway.upstream;

import org.jspecify.annotations.NullMarked;
