/**
 * The values that all packages share, built on the JDK alone: request, caller, cancellation, time.
 *
 * <p>Start at {@link poegateway.core.ClientRequest} and {@link poegateway.core.RequestTimeline}.
 */
@NullMarked
package poegateway.core;

import org.jspecify.annotations.NullMarked;
