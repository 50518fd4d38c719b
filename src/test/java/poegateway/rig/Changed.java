package poegateway.rig;

import java.util.List;
import java.util.Optional;
import poegateway.config.AuthConfig;
import poegateway.config.Cidr;
import poegateway.config.CorsConfig;
import poegateway.config.GatewayConfig;
import poegateway.config.LimitsConfig;
import poegateway.config.ModelsConfig;
import poegateway.config.OpsConfig;
import poegateway.config.ServerConfig;

/** Settings with one part changed. */
public final class Changed {
    private Changed() {}

    public static GatewayConfig auth(GatewayConfig config, AuthConfig auth) {
        return with(config, config.server(), auth, config.cors(), config.ops());
    }

    public static GatewayConfig origins(GatewayConfig config, String... origins) {
        return with(config, config.server(), config.auth(), new CorsConfig(List.of(origins)), config.ops());
    }

    /** Watching on a free port of its own. */
    public static GatewayConfig opsPort(GatewayConfig config) {
        return with(config, config.server(), config.auth(), config.cors(), new OpsConfig(Optional.of(0)));
    }

    /** Proxies that are trusted, each an address or a block. */
    public static GatewayConfig proxies(GatewayConfig config, String... trusted) {
        List<Cidr> proxies = List.of(trusted).stream().map(Cidr::parse).toList();
        return server(config, config.server().tls(), proxies);
    }

    /** Another certificate, or none. */
    public static GatewayConfig tls(GatewayConfig config, Optional<ServerConfig.Tls> tls) {
        return server(config, tls, config.server().trustedProxies());
    }

    public static GatewayConfig models(GatewayConfig from, ModelsConfig models) {
        return new GatewayConfig(
                from.server(),
                from.auth(),
                from.poe(),
                models,
                from.upstream(),
                from.routing(),
                from.responses(),
                from.jobs(),
                from.sessions(),
                from.media(),
                from.vault(),
                from.limits(),
                from.cors(),
                from.ops(),
                from.log(),
                from.simulator());
    }

    public static GatewayConfig limits(GatewayConfig from, LimitsConfig limits) {
        return new GatewayConfig(
                from.server(),
                from.auth(),
                from.poe(),
                from.models(),
                from.upstream(),
                from.routing(),
                from.responses(),
                from.jobs(),
                from.sessions(),
                from.media(),
                from.vault(),
                limits,
                from.cors(),
                from.ops(),
                from.log(),
                from.simulator());
    }

    private static GatewayConfig server(GatewayConfig config, Optional<ServerConfig.Tls> tls, List<Cidr> proxies) {
        ServerConfig from = config.server();
        ServerConfig server = new ServerConfig(
                from.host(),
                from.port(),
                tls,
                from.headTimeout(),
                from.bodyLimit(),
                from.bodyTimeout(),
                from.bodyBytesInFlight(),
                from.commitAfter(),
                from.heartbeat(),
                from.heartbeatEvery(),
                from.writeStall(),
                from.idleTimeout(),
                from.publicUrl(),
                proxies,
                from.connections(),
                from.connectionsPerAddress(),
                from.drainDelay(),
                from.drainTimeout());
        return with(config, server, config.auth(), config.cors(), config.ops());
    }

    private static GatewayConfig with(
            GatewayConfig from, ServerConfig server, AuthConfig auth, CorsConfig cors, OpsConfig ops) {
        return new GatewayConfig(
                server,
                auth,
                from.poe(),
                from.models(),
                from.upstream(),
                from.routing(),
                from.responses(),
                from.jobs(),
                from.sessions(),
                from.media(),
                from.vault(),
                from.limits(),
                cors,
                ops,
                from.log(),
                from.simulator());
    }
}
