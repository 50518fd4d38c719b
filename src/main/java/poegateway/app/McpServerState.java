package poegateway.app;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import poegateway.config.GatewayConfig;
import poegateway.mcp.tools.server.ServerState;

/** How the gateway is, for callers of its tools. */
final class McpServerState implements ServerState {
    private static final long NANOS_OF_SECOND = 1_000_000_000;

    private final GatewayParts parts;
    private final long startNanos;

    McpServerState(GatewayParts parts) {
        this.parts = parts;
        this.startNanos = parts.ticker().nanoTime();
    }

    @Override
    public String version() {
        return Banner.version();
    }

    @Override
    public String upstream() {
        return parts.simulator().isPresent() ? "simulator" : "poe";
    }

    @Override
    public Map<String, Long> limits() {
        GatewayConfig config = parts.config();
        return new TreeMap<>(Map.of(
                "poe_requests_per_minute",
                (long) config.limits().poeRequestsPerMinute(),
                "session_minutes",
                config.sessions().keepFor().toMinutes(),
                "job_minutes",
                config.jobs().keepFor().toMinutes(),
                "jobs_at_once",
                (long) config.jobs().atOncePerCaller()));
    }

    @Override
    public List<Part> parts() {
        return parts.health().stream()
                .map(part -> new Part(part.name(), part.ok(), part.detail()))
                .toList();
    }

    @Override
    public long uptimeSeconds() {
        return (parts.ticker().nanoTime() - startNanos) / NANOS_OF_SECOND;
    }

    @Override
    public int turns() {
        return parts.sessions().inUse();
    }

    @Override
    public int jobs() {
        return parts.jobs().running();
    }
}
