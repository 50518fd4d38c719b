package poegateway.front.ops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import poegateway.front.Exchange;
import poegateway.front.Route;
import poegateway.meter.Meter;

/** Health, metrics, and the one screen of plain text at the root. */
public final class OpsRoutes {
    private static final byte[] OK = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOT_READY = "{\"status\":\"not_ready\"}".getBytes(StandardCharsets.UTF_8);

    private final byte[] welcome;
    private final BooleanSupplier ready;
    private final Meter meter;

    private OpsRoutes(String welcome, BooleanSupplier ready, Meter meter) {
        this.welcome = welcome.getBytes(StandardCharsets.UTF_8);
        this.ready = ready;
        this.meter = meter;
    }

    /** {@code ready} says whether requests may come; it must ask nothing outside this process. */
    public static List<Route> of(String welcome, BooleanSupplier ready, Meter meter) {
        OpsRoutes ops = new OpsRoutes(welcome, ready, meter);
        return List.of(
                new Route("GET", "/health/live", Route.Access.OPEN, exchange -> exchange.sendJson(200, OK)),
                new Route("GET", "/health/ready", Route.Access.OPEN, ops::ready),
                new Route("GET", "/metrics", Route.Access.METRICS, ops::metrics),
                new Route("HEAD", "/", Route.Access.OPEN, exchange -> exchange.sendEmpty(200)),
                new Route("GET", "/", Route.Access.OPEN, exchange -> exchange.sendText(ops.welcome)));
    }

    private void metrics(Exchange exchange) throws IOException {
        exchange.sendMetrics(meter.scrape(exchange.requestHeader("accept").orElse(null)));
    }

    private void ready(Exchange exchange) throws IOException {
        boolean open = ready.getAsBoolean();
        exchange.sendJson(open ? 200 : 503, open ? OK : NOT_READY);
    }
}
