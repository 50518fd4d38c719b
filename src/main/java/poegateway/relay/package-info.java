/**
 * Takes a request to Poe by the shortest road, and brings the answer back.
 *
 * <p>Used by front and the root; uses upstream, wire, config and core. Start at {@link poegateway.relay.Relay}.
 */
@NullMarked
package poegateway.relay;

import org.jspecify.annotations.NullMarked;
