/**
 * A Poe of our own on loopback, over HTTP/1.1 and over TLS with HTTP/2, with every fault on demand.
 *
 * <p>It shares no code with the gateway, so that no misreading of Poe is shared. Start at
 * {@link poegateway.simulator.SimulatedPoe}.
 */
@NullMarked
package poegateway.simulator;

import org.jspecify.annotations.NullMarked;
