package poegateway.config;

import java.util.Optional;

/** Watching the gateway. */
public record OpsConfig(
        @Doc(
                value = "A port of its own for `/metrics` and `/health`, where no key is asked; 0 takes a free one.",
                standard = "none")
        Optional<Integer> port) {
    private static final int PORT_MAX = 65_535;

    public OpsConfig {
        port.ifPresent(given -> InvalidSetting.unlessBetween(0, PORT_MAX, given, "port"));
    }

    public static OpsConfig defaults() {
        return new OpsConfig(Optional.empty());
    }
}
