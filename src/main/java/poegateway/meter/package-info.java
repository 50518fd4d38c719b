/**
 * Counts and times what happens: metrics, the access log and traces.
 *
 * <p>Used by front, relay and the root; uses core. Start at {@link poegateway.meter.Meter}.
 */
@NullMarked
package poegateway.meter;

import org.jspecify.annotations.NullMarked;
