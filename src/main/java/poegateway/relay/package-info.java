/**
 * Takes a request to Poe and brings the answer back: retries, Poe's rate limit, streams and whole replies. The only
 * package that may send a request twice.
 *
 * <p>Start at {@link poegateway.relay.Relay}.
 */
@NullMarked
package poegateway.relay;

import org.jspecify.annotations.NullMarked;
