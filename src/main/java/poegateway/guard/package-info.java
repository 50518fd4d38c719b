/**
 * Who may enter, and how fast: the keys and limits of callers on the way in, Poe's rate limit on the way out.
 *
 * <p>Start at {@link poegateway.guard.KeyRegistry} and {@link poegateway.guard.PoeRateLimiter}.
 */
@NullMarked
package poegateway.guard;

import org.jspecify.annotations.NullMarked;
