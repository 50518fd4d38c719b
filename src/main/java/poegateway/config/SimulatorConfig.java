package poegateway.config;

import java.time.Duration;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;

/** How the built-in simulator answers. */
public record SimulatorConfig(
        @Doc("Port of its own; 0 picks a free one.") int port,

        @Doc("Pause before each chunk of a stream.") Duration pace,

        @Doc("Characters of text in each chunk of a stream.")
        int chunkChars) {
    private static final int PORT_MAX = 65_535;

    public SimulatorConfig {
        InvalidSetting.unlessBetween(0, PORT_MAX, port, "port");
        InvalidSetting.unlessZeroOrMore(pace, "pace");
        InvalidSetting.unless(chunkChars >= 1, "chunk-chars", "must be at least 1");
    }

    public static SimulatorConfig defaults() {
        return new SimulatorConfig(0, Duration.ofMillis(20), 12);
    }
}
