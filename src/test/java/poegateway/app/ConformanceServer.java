package poegateway.app;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import poegateway.config.GatewayConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;
import poegateway.dialect.OpenAiErrors;
import poegateway.front.HttpServer;
import poegateway.front.mcp.McpSurface;
import poegateway.mcp.McpEndpoint;
import poegateway.mcp.RequestState;
import poegateway.mcp.conformance.ConformanceFeatures;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.job.ToolJobs;
import poegateway.mcp.session.McpSessions;

/** The server and the endpoint of the gateway, with what the conformance suite wants in place of the gateway's own tools. */
public final class ConformanceServer {
    private ConformanceServer() {}

    /** Serves until the process is ended; the first word is the port. */
    public static void main(String[] args) {
        GatewayConfig config = ConfigLoader.load(new ConfigSources(
                        java.nio.file.Path.of(""),
                        java.util.Optional.empty(),
                        java.util.Map.of(),
                        java.util.Map.of("server.port", args[0], "poe.source", "simulator")))
                .config();
        Platform platform = Platform.real();
        GatewayParts parts = new GatewayParts(config, platform, Simulators::embedded);
        SecureRandom chance = new SecureRandom();
        byte[] key = new byte[32];
        chance.nextBytes(key);
        McpEndpoint endpoint = new McpEndpoint(
                ConformanceFeatures.all(new ToolJobs(parts.jobs(), List.of())),
                new McpSessions(parts.ticker(), chance),
                new RequestState(key, platform.clock()));
        HttpServer.Dependencies dependencies = new HttpServer.Dependencies(
                config.server(),
                parts.ticker(),
                config.timeLimits(),
                parts.meter(),
                parts.vault(),
                parts.pace(),
                new HttpServer.Callers(
                        parts.keys(), parts.quota(), config.cors(), config.log().addresses()),
                config.ops(),
                parts::requestId,
                "conformance",
                OpenFiles.callersAtOnce(true));
        ToolFilter listed = new ToolFilter(Set.of(ToolFilter.DEFAULT), Set.of(), false);
        new HttpServer(dependencies, List.of(McpSurface.of(endpoint, listed)), new OpenAiErrors()).start();
    }
}
