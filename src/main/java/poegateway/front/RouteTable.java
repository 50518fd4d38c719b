package poegateway.front;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import poegateway.core.ClientFailure;

/** All routes, and what is said where none fits. */
final class RouteTable {
    /** Stands for the target {@code *}, with which OPTIONS asks about the server and no resource. */
    static final String WHOLE_SERVER = "/*";

    private final List<Route> routes;

    RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    List<Route> routes() {
        return routes;
    }

    boolean has(Route route) {
        return routes.contains(route);
    }

    /** Those of a kind, as a table of their own. */
    RouteTable only(Predicate<Route> kind) {
        return new RouteTable(routes.stream().filter(kind).toList());
    }

    /** What OPTIONS is told: the methods of the path, or of all paths for {@link #WHOLE_SERVER}. */
    List<String> options(String path) {
        return path.equals(WHOLE_SERVER)
                ? routes.stream().map(Route::method).distinct().toList()
                : methods(path);
    }

    /** Methods that the path has; empty when there is no such path. */
    List<String> methods(String path) {
        Set<String> methods = new LinkedHashSet<>();
        for (Route route : routes) {
            if (matches(PathNormalizer.canonical(route.path()), path)) {
                methods.add(route.method());
            }
        }
        return List.copyOf(methods);
    }

    /** Why nothing answers here; the path is in its one spelling. */
    ClientFailure missing(String method, String path) {
        List<String> allowed = methods(path);
        if (!allowed.isEmpty()) {
            return new ClientFailure.MethodNotAllowed(method, allowed);
        }
        return UnservedEndpoints.of(path)
                .map(ClientFailure.class::cast)
                .orElseGet(() -> new ClientFailure.UnknownUrl(
                        method, "GET / lists what there is; the base URL of an OpenAI client ends in /v1."));
    }

    private static boolean matches(String pattern, String path) {
        int placeholder = pattern.indexOf('<');
        return placeholder < 0
                ? pattern.equals(path)
                : path.startsWith(pattern.substring(0, placeholder)) && path.length() > placeholder;
    }
}
