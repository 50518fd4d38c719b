package poegateway.front;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import poegateway.core.ClientFailure;

/** All routes, and what is said where none fits. */
final class RouteTable {
    private static final Map<String, String> UNSUPPORTED = Map.ofEntries(
            Map.entry("embeddings", "embedding models"),
            Map.entry("moderations", "moderations"),
            Map.entry("fine_tuning", "fine-tuning"),
            Map.entry("batches", "batches"),
            Map.entry("uploads", "uploads"),
            Map.entry("realtime", "realtime sessions"),
            Map.entry("assistants", "assistants"),
            Map.entry("threads", "assistants"),
            Map.entry("vector_stores", "vector stores"),
            Map.entry("containers", "containers"),
            Map.entry("evals", "evals"));

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

    /** Methods that the path has; empty when there is no such path. */
    List<String> methods(String path) {
        Set<String> methods = new LinkedHashSet<>();
        for (Route route : routes) {
            if (matches(Doorway.canonical(route.path()), path)) {
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
        String[] segments = path.split("/", 3);
        String surface = UNSUPPORTED.get(segments.length > 1 ? segments[1] : "");
        if (surface != null) {
            return new ClientFailure.UnsupportedEndpoint(surface);
        }
        String hint = path.startsWith("/mcp/")
                ? "MCP has one URL: /mcp."
                : "GET / lists what there is; the base URL of an OpenAI client ends in /v1.";
        return new ClientFailure.UnknownUrl(method, hint);
    }

    private static boolean matches(String pattern, String path) {
        int placeholder = pattern.indexOf('<');
        return placeholder < 0
                ? pattern.equals(path)
                : path.startsWith(pattern.substring(0, placeholder)) && path.length() > placeholder;
    }
}
