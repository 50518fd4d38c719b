/** Carries bytes to Poe and back, unread
 *
 * <p> one attempt per call, never a repeat.:Used by relay and the root; uses core, wire and config. Start at {@code Upstream}.
 */
@NullMarked
package poegateway.upstream;

import org.jspecify.annotations.NullMarked;
