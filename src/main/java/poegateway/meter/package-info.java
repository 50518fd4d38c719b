/**
 * Counts and times what happens: metrics, the access log and traces.
 *
 * <p>Start at {@link poegateway.meter.Meter}.
 */
@NullMarked
package poegateway.meter;

import org.jspecify.annotations.NullMarked;
