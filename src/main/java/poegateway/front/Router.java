package poegateway.front;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.core.failure.FailureException;
import poegateway.dialect.ErrorForm;

/** The one place that decides what answers a request: a route of the port by which it came, or a word about what there is. */
final class Router {
    /** Label of requests that no route answers, whatever their path. */
    static final String NO_ROUTE = "none";

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final Ports ports;
    private final Cors cors;
    private final ErrorForm fallbackErrors;

    /** {@code fallbackErrors} says the failures that are near no route. */
    Router(Ports ports, Cors cors, ErrorForm fallbackErrors) {
        this.ports = ports;
        this.cors = cors;
        this.fallbackErrors = fallbackErrors;
    }

    /**
     * What answers a request.
     *
     * @param label the path of its route as in openapi.yaml, or {@link #NO_ROUTE}
     * @param errors how its failures are said
     * @param access who may have the answer
     * @param parameters what the placeholders of the path stand for
     */
    record Target(
            String label,
            ErrorForm errors,
            Route.Access access,
            Route.Handler handler,
            Map<String, String> parameters) {}

    Target target(Context context) {
        RouteTable table = ports.table(context);
        Optional<RouteTable.Match> found = table.find(method(context), context.path());
        if (found.isPresent()) {
            Route route = found.get().route();
            return new Target(
                    found.get().label(),
                    found.get().errors(),
                    route.access(),
                    route.handler(),
                    found.get().parameters());
        }
        return method(context).equals("OPTIONS") ? options(context, table) : missing(context, table);
    }

    /** A web page asks what it may send, or anybody what the path has; neither needs a key. */
    private Target options(Context context, RouteTable table) {
        ErrorForm errors = table.errors(context.path(), fallbackErrors);
        if (cors.preflight(context.req(), context.res())) {
            return fallback(errors, Route.Access.OPEN, exchange -> exchange.sendEmpty(NO_CONTENT));
        }
        List<String> allowed = table.options(context.path());
        if (allowed.isEmpty()) {
            return fallback(errors, Route.Access.OPEN, refusal(context, table));
        }
        return fallback(errors, Route.Access.OPEN, exchange -> {
            exchange.header("allow", String.join(", ", allowed));
            exchange.sendEmpty(OK);
        });
    }

    /** That of the request line. Javalin's own would be the one of a header, which passes whoever lets in methods by their line. */
    static String method(Context context) {
        return context.req().getMethod();
    }

    private Target missing(Context context, RouteTable table) {
        ErrorForm errors = table.errors(context.path(), fallbackErrors);
        return fallback(errors, table.access(context.path()), refusal(context, table));
    }

    private static Route.Handler refusal(Context context, RouteTable table) {
        return exchange -> {
            throw new FailureException(table.missing(method(context), context.path()));
        };
    }

    private static Target fallback(ErrorForm errors, Route.Access access, Route.Handler handler) {
        return new Target(NO_ROUTE, errors, access, handler, Map.of());
    }
}
