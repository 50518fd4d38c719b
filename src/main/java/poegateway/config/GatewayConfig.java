package poegateway.config;

/**
 * All settings, checked and immutable.
 *
 * @param server how callers reach the gateway, and its limits towards them
 * @param poe where Poe is and who pays
 * @param upstream limits towards Poe
 * @param simulator how the built-in simulator answers
 */
public record GatewayConfig(ServerConfig server, PoeConfig poe, UpstreamConfig upstream, SimulatorConfig simulator) {
    /** Every setting at its default. */
    public static GatewayConfig defaults() {
        return new GatewayConfig(
                ServerConfig.defaults(), PoeConfig.defaults(), UpstreamConfig.defaults(), SimulatorConfig.defaults());
    }
}
