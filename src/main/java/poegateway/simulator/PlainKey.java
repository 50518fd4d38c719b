package poegateway.simulator;

import poegateway.simulator.script.SimulatedRequest;

/** The rule that {@code Authorization} holds a key and nothing before it, any key but the one that is refused everywhere. */
final class PlainKey {
    private PlainKey() {}

    static boolean accepts(SimulatedRequest request) {
        String key = request.headers().getOrDefault("authorization", "").strip();
        return !key.isEmpty() && !key.equals(BearerKey.WRONG_KEY) && !key.contains(" ");
    }
}
