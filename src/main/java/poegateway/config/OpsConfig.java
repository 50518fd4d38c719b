package poegateway.config;

import java.util.Optional;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;

/** Watching the gateway. */
public record OpsConfig(
        @Doc(
                value = "Separate port for `/metrics` and `/health`, where no key is required; 0 picks a free one.",
                standard = "none")
        Optional<Integer> port,

        @Doc("Address on which that port listens; no key is required there, so open it only to those who monitor "
                + "the gateway.")
        String host) {
    private static final int PORT_MAX = 65_535;

    public OpsConfig {
        host = WebAddresses.bare(host);
        InvalidSetting.unless(!host.isBlank(), "host", "must be a name or an address, such as 127.0.0.1");
        port.ifPresent(given -> InvalidSetting.unlessBetween(0, PORT_MAX, given, "port"));
    }

    public static OpsConfig defaults() {
        return new OpsConfig(Optional.empty(), "127.0.0.1");
    }
}
