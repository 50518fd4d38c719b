/**
 * Sends a request again where that costs nothing twice, at Poe's pace and within a share of all requests.
 *
 * <p>Start at {@link poegateway.relay.attempt.RetryLoop}.
 */
@NullMarked
package poegateway.relay.attempt;

import org.jspecify.annotations.NullMarked;
