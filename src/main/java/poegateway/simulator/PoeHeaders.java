package poegateway.simulator;

import java.util.Map;

/** Headers that Poe sends on more than one surface. */
final class PoeHeaders {
    static final Map<String, String> OPENAI = Map.of("openai-version", "2020-10-01", "openai-processing-ms", "1");

    private PoeHeaders() {}
}
