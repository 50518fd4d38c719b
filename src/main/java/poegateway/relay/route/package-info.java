/**
 * Which way a request takes to Poe: by what its caller asks for, what the operator set, what Poe's list says of the model, and
 * what Poe refused before.
 *
 * <p>Start at {@link poegateway.relay.route.UpstreamRouter}.
 */
@NullMarked
package poegateway.relay.route;

import org.jspecify.annotations.NullMarked;
