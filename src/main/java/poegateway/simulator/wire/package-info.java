/**
 * What both transports of the simulator share: the run of a reply, the record of requests, certificates, and the
 * routes below {@code /simulator}.
 *
 * <p>Start at {@link poegateway.simulator.wire.ReplyRun}.
 */
@NullMarked
package poegateway.simulator.wire;

import org.jspecify.annotations.NullMarked;
