package poegateway.config;

import java.time.Duration;

/**
 * How the built-in simulator answers.
 *
 * @param port port of its own; 0 takes a free one
 * @param pace pause before each chunk of a stream
 * @param chunkChars characters of text in each chunk of a stream
 */
public record SimulatorConfig(int port, Duration pace, int chunkChars) {
    public SimulatorConfig {
        if (chunkChars < 1) {
            throw new IllegalArgumentException("chunk-chars must be at least 1, is " + chunkChars);
        }
    }

    public static SimulatorConfig defaults() {
        return new SimulatorConfig(0, Duration.ofMillis(20), 12);
    }
}
