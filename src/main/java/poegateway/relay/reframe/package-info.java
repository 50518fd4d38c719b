/** Turns a whole reply into a stream and back, for the rare case that Poe answers in the other form than it was asked.
 *
 * <p>The only place of the road that builds trees. Used by relay; uses relay.chat, wire and core. Start at
 * {@link poegateway.relay.reframe.WholeToStream}.
 */
@NullMarked
package poegateway.relay.reframe;

import org.jspecify.annotations.NullMarked;
