package poegateway.front;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import poegateway.core.failure.ClientFailure;
import poegateway.dialect.ErrorForm;

/** All routes of a port, which of them a request is for, and what is said where none fits. Immutable. */
final class RouteTable {
    /** Stands for the target {@code *}, with which OPTIONS asks about the server and no resource. */
    static final String WHOLE_SERVER = "/*";

    private static final String START_PAGE = "/";
    private static final String GET = "GET";
    private static final String HEAD = "HEAD";

    private final List<Row> rows;
    private final Map<String, List<Row>> literal = new HashMap<>();
    private final List<Row> withPlaceholders = new ArrayList<>();

    /**
     * A route of a surface.
     *
     * @param label its path as in openapi.yaml, which has one kind of placeholders
     * @param errors how its failures are said
     */
    private record Row(Route route, String label, ErrorForm errors, PathPattern pattern) {}

    /**
     * The route of a request.
     *
     * @param label its path as in openapi.yaml
     * @param errors how its failures are said
     * @param parameters what the placeholders of its path stand for
     */
    record Match(Route route, String label, ErrorForm errors, Map<String, String> parameters) {}

    private RouteTable(List<Row> rows) {
        this.rows = rows;
        for (Row row : rows) {
            if (row.pattern.isLiteral()) {
                literal.computeIfAbsent(row.pattern.canonical(), path -> new ArrayList<>())
                        .add(row);
            } else {
                withPlaceholders.add(row);
            }
        }
    }

    static RouteTable of(List<Surface> surfaces) {
        return new RouteTable(surfaces.stream()
                .flatMap(surface -> surface.routes().stream()
                        .map(route -> new Row(
                                route,
                                route.path().replace('<', '{').replace('>', '}'),
                                surface.errors(),
                                new PathPattern(route.path()))))
                .toList());
    }

    List<Route> routes() {
        return rows.stream().map(Row::route).toList();
    }

    /** Those of a kind, as a table of their own. */
    RouteTable only(Predicate<Route> kind) {
        return new RouteTable(rows.stream().filter(row -> kind.test(row.route)).toList());
    }

    /**
     * The route for a request; a path without placeholders goes before one with them, then the first of the table. Whatever
     * has GET has HEAD as well, and the writer of the answer leaves its body out.
     *
     * @param path in its one spelling, encoded
     */
    Optional<Match> find(String method, String path) {
        return at(method.equals(HEAD) ? GET : method, path);
    }

    private Optional<Match> at(String method, String path) {
        for (Row row : literal.getOrDefault(path, List.of())) {
            if (row.route.method().equals(method)) {
                return Optional.of(new Match(row.route, row.route.path(), row.errors, Map.of()));
            }
        }
        for (Row row : withPlaceholders) {
            Optional<Map<String, String>> parameters =
                    row.route.method().equals(method) ? row.pattern.match(path) : Optional.empty();
            if (parameters.isPresent()) {
                return Optional.of(new Match(row.route, row.label, row.errors, parameters.get()));
            }
        }
        return Optional.empty();
    }

    /** What OPTIONS is told: the methods of the path, or of all paths for {@link #WHOLE_SERVER}. */
    List<String> options(String path) {
        return methods(path.equals(WHOLE_SERVER) ? row -> true : at(path));
    }

    /** Methods that the path has; empty when there is no such path. */
    List<String> methods(String path) {
        return methods(at(path));
    }

    private List<String> methods(Predicate<Row> these) {
        Set<String> methods = new LinkedHashSet<>();
        rows.stream().filter(these).map(row -> row.route.method()).forEach(method -> {
            methods.add(method);
            if (method.equals(GET)) {
                methods.add(HEAD);
            }
        });
        return List.copyOf(methods);
    }

    private static Predicate<Row> at(String path) {
        return row -> row.pattern.match(path).isPresent();
    }

    /** Who is told why nothing answers here: a scraper about the path of metrics, else whoever may use the API. */
    Route.Access access(String path) {
        boolean ofMetrics = rows.stream()
                .anyMatch(row -> row.route.access() == Route.Access.METRICS
                        && row.pattern.match(path).isPresent());
        return ofMetrics ? Route.Access.METRICS : Route.Access.API;
    }

    /** Why nothing answers here; the path is in its one spelling. */
    ClientFailure missing(String method, String path) {
        List<String> allowed = methods(path);
        if (!allowed.isEmpty()
                && (literal.containsKey(path) || UnservedEndpoints.at(path).isEmpty())) {
            return new ClientFailure.MethodNotAllowed(method, allowed);
        }
        if (!literal.containsKey(START_PAGE)) {
            return new ClientFailure.UnknownUrl(method, "This port serves " + String.join(", ", paths()) + ".");
        }
        return UnservedEndpoints.of(path)
                .map(ClientFailure.class::cast)
                .orElseGet(() -> new ClientFailure.UnknownUrl(
                        method, "GET / lists the paths; the base URL of an OpenAI client ends in /v1."));
    }

    /**
     * How failures are said that no route has seen: in the words of the route at the path, or of the nearest above it.
     *
     * @param path in its one spelling
     * @param others for paths that are below no route
     */
    ErrorForm errors(String path, ErrorForm others) {
        for (String above = path; above.length() > 1; above = above.substring(0, above.lastIndexOf('/'))) {
            List<Row> there = literal.get(above);
            if (there != null) {
                return there.getFirst().errors;
            }
        }
        return others;
    }

    private List<String> paths() {
        return rows.stream().map(row -> row.route.path()).distinct().toList();
    }
}
