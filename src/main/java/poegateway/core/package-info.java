/**
 * The values that all packages share, built on the JDK alone: request, caller, failure, cancellation, time.
 *
 * <p>Start at {@link poegateway.core.ClientRequest} and {@link poegateway.core.Failure}.
 */
@NullMarked
package poegateway.core;

import org.jspecify.annotations.NullMarked;
