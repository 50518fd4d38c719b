package poegateway.config;

/** All settings, checked and immutable. */
public record GatewayConfig(
        @Doc("How callers reach the gateway, and its limits towards them.")
        ServerConfig server,

        @Doc("Who may call.") AuthConfig auth,

        @Doc("Where Poe is and who pays.") PoeConfig poe,

        @Doc("Limits towards Poe.") UpstreamConfig upstream,

        @Doc("How fast requests go to Poe, and how much one caller may ask.")
        LimitsConfig limits,

        @Doc("Web pages that may call from a browser.") CorsConfig cors,

        @Doc("Watching the gateway.") OpsConfig ops,

        @Doc("What is written to the log, which is standard output.")
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
    }

    /** Every setting at its default. */
    public static GatewayConfig defaults() {
        return new GatewayConfig(
                ServerConfig.defaults(),
                AuthConfig.defaults(),
                PoeConfig.defaults(),
                UpstreamConfig.defaults(),
                LimitsConfig.defaults(),
                CorsConfig.defaults(),
                OpsConfig.defaults(),
                LogConfig.defaults(),
                SimulatorConfig.defaults());
    }
}
