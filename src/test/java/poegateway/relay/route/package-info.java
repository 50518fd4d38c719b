/** Tests of the ways that requests take. Start at {@link poegateway.relay.route.UpstreamRouterTest}. */
@NullMarked
package poegateway.relay.route;

import org.jspecify.annotations.NullMarked;
