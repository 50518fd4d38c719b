/**
 * Heads of answers: what of Poe's travels on, what it says of the body, and how names are written into it.
 *
 * <p>Start at {@link poegateway.relay.header.ReplyHeaders}.
 */
@NullMarked
package poegateway.relay.header;

import org.jspecify.annotations.NullMarked;
