package poegateway.front;

import java.util.List;
import poegateway.dialect.ErrorForm;
import poegateway.relay.Relay;

/**
 * Routes that speak alike.
 *
 * @param errors how failures of these routes are said; a stream that has begun says them itself
 */
public record Surface(ErrorForm errors, List<Route> routes) {
    public Surface {
        routes = List.copyOf(routes);
    }

    /** The same, whose failures tell how often models were asked. */
    public Surface tellingAttempts() {
        return new Surface(errors, routes.stream().map(Route::tellingAttempts).toList());
    }

    /** Makes a surface for a gateway. */
    @FunctionalInterface
    public interface Factory {
        /**
         * Makes it.
         *
         * @param relay where its routes may send requests
         */
        Surface of(Relay relay);
    }
}
