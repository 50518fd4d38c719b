package poegateway.container;

import java.time.Duration;
import java.util.Map;
import poegateway.config.GatewayConfig;
import poegateway.config.ServerConfig;

/** How long a stop may take before whoever asked for it must not lose patience. */
final class StopTime {
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private StopTime() {}

    /** With the defaults, and the delay that the image has. */
    static Duration needed(Map<String, String> variables) {
        ServerConfig server = GatewayConfig.defaults().server();
        Duration delay = Duration.parse("PT" + variables.getOrDefault("POE_GATEWAY_SERVER_DRAIN_DELAY", "0s"));
        return server.drainTimeout().plus(delay).plus(LAST_WORDS);
    }
}
