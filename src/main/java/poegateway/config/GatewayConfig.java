package poegateway.config;

/** All settings, checked and immutable. */
public record GatewayConfig(
        @Doc("How callers reach the gateway, and its limits towards them.")
        ServerConfig server,

        @Doc("Where Poe is and who pays.") PoeConfig poe,

        @Doc("Limits towards Poe.") UpstreamConfig upstream,

        @Doc("How the built-in simulator answers.") SimulatorConfig simulator) {
    public GatewayConfig {
        InvalidSetting.unless(
                simulator.port() == 0 || simulator.port() != server.port(),
                "simulator.port",
                "must differ from server.port");
    }

    /** Every setting at its default. */
    public static GatewayConfig defaults() {
        return new GatewayConfig(
                ServerConfig.defaults(), PoeConfig.defaults(), UpstreamConfig.defaults(), SimulatorConfig.defaults());
    }
}
