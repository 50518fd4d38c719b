package poegateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;
import poegateway.config.tools.ToolsConfig;
import poegateway.core.TimeLimits;

/** All settings, checked and immutable. */
public record GatewayConfig(
        @Doc("How callers reach the gateway, and its limits towards them.")
        ServerConfig server,

        @Doc("Who may call.") AuthConfig auth,

        @Doc("Where Poe is and who pays.") PoeConfig poe,

        @Doc("Which models there are, and what they are called.")
        ModelsConfig models,

        @Doc("Limits towards Poe.") UpstreamConfig upstream,

        @Doc("Which way requests take to Poe.") RoutingConfig routing,

        @Doc("Responses that are kept for callers.") ResponsesConfig responses,

        @Doc("Work that goes on after its caller has left, such as videos.")
        JobsConfig jobs,

        @Doc("Conversations that are kept for callers.") SessionsConfig sessions,

        @Doc("Tools that the gateway runs for models.") ToolsConfig tools,

        @Doc("Pictures, sound and videos that models make.") MediaConfig media,

        @Doc("What is kept on disk for callers.") VaultConfig vault,

        @Doc("Tools for programs that speak the Model Context Protocol.")
        McpConfig mcp,

        @Doc("How fast requests go to Poe, and how much one caller may ask.")
        LimitsConfig limits,

        @Doc("Web pages that may call from a browser.") CorsConfig cors,

        @Doc("Watching the gateway.") OpsConfig ops,

        @Doc("What is written to the log, which is standard error.")
        LogConfig log,

        @Doc("How the built-in simulator answers.") SimulatorConfig simulator) {
    public GatewayConfig {
        InvalidSetting.unless(
                simulator.port() == 0 || simulator.port() != server.port(),
                "simulator.port",
                "must differ from server.port");
        int ownPort = ops.port().orElse(0);
        InvalidSetting.unless(
                ownPort == 0 || (ownPort != server.port() && ownPort != simulator.port()),
                "ops.port",
                "must differ from server.port and simulator.port");
        unlessAccountsAreThere(auth.keys(), poe.accounts());
    }

    private static void unlessAccountsAreThere(List<KeyConfig> keys, List<AccountConfig> accounts) {
        Set<String> names = accounts.stream().map(AccountConfig::name).collect(Collectors.toSet());
        Checks checks = new Checks();
        for (int i = 0; i < keys.size(); i++) {
            String account = keys.get(i).account();
            checks.that(
                    account.equals(AccountConfig.DEFAULT) || names.contains(account),
                    "auth.keys[" + i + "].account",
                    "must be a name in poe.accounts, or default");
        }
        checks.done();
    }

    /** How long a request may wait, and for what. */
    public TimeLimits timeLimits() {
        return new TimeLimits(
                server.bodyTimeout(),
                server.writeStall(),
                upstream.connectTimeout(),
                upstream.firstEventTimeout(),
                upstream.mediaTimeout(),
                upstream.idleTimeout(),
                upstream.totalTimeout(),
                media.fetchTimeout());
    }

    /** Where things are kept on disk. */
    public Path vaultFolder() {
        return vault.folder().orElseGet(() -> auth.keyFile().resolveSibling("vault"));
    }

    /** Where tools are kept that were registered while the gateway ran. */
    public Path toolFile() {
        return tools.registration().file().orElseGet(() -> auth.keyFile().resolveSibling("tools.json"));
    }

    /** Every setting at its default. */
    public static GatewayConfig defaults() {
        return new GatewayConfig(
                ServerConfig.defaults(),
                AuthConfig.defaults(),
                PoeConfig.defaults(),
                ModelsConfig.defaults(),
                UpstreamConfig.defaults(),
                RoutingConfig.defaults(),
                ResponsesConfig.defaults(),
                JobsConfig.defaults(),
                SessionsConfig.defaults(),
                ToolsConfig.defaults(),
                MediaConfig.defaults(),
                VaultConfig.defaults(),
                McpConfig.defaults(),
                LimitsConfig.defaults(),
                CorsConfig.defaults(),
                OpsConfig.defaults(),
                LogConfig.defaults(),
                SimulatorConfig.defaults());
    }
}
