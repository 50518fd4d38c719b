package poegateway.front.ops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import poegateway.front.Exchange;
import poegateway.front.Route;
import poegateway.meter.Meter;

/** Health, metrics, and the one screen of plain text at the root. */
public final class OpsRoutes {
    private static final byte[] OK = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOT_READY = "{\"status\":\"not_ready\"}".getBytes(StandardCharsets.UTF_8);

    private final byte[] welcome;
    private final Supplier<Health> health;
    private final Meter meter;

    private OpsRoutes(String welcome, Supplier<Health> health, Meter meter) {
        this.welcome = welcome.getBytes(StandardCharsets.UTF_8);
        this.health = health;
        this.meter = meter;
    }

    /** {@code health} must ask nothing outside this process. */
    public static List<Route> of(String welcome, Supplier<Health> health, Meter meter) {
        OpsRoutes ops = new OpsRoutes(welcome, health, meter);
        return List.of(
                new Route("GET", "/health/live", Route.Access.OPEN, exchange -> exchange.sendJson(200, OK)),
                new Route("GET", "/health/ready", Route.Access.OPEN, ops::ready),
                new Route(
                        "GET",
                        "/health",
                        exchange -> exchange.sendJson(200, ops.health.get().json())),
                new Route("GET", "/metrics", Route.Access.METRICS, ops::metrics),
                new Route("GET", "/", Route.Access.OPEN, exchange -> exchange.sendText(ops.welcome)));
    }

    private void metrics(Exchange exchange) throws IOException {
        exchange.sendMetrics(meter.scrape(exchange.request().header("accept").orElse(null)));
    }

    private void ready(Exchange exchange) throws IOException {
        boolean open = health.get().ready();
        exchange.sendJson(open ? 200 : 503, open ? OK : NOT_READY);
    }
}
