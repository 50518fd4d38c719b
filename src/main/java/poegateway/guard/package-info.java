/**
 * Who may enter, and how fast: callers' keys and quotas on the way in, Poe's pace on the way out.
 *
 * <p>Used by front, relay and the root; uses config and core. Start at {@link poegateway.guard.PoePace}.
 */
@NullMarked
package poegateway.guard;

import org.jspecify.annotations.NullMarked;
