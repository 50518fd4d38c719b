package poegateway.simulator.script;

import java.util.Map;

/**
 * A request as it reached the simulator.
 *
 * @param method GET, HEAD, POST or DELETE
 * @param path without query, such as {@code /v1/chat/completions}
 * @param query what stands after the first question mark of the target, as it came; empty when there is none
 * @param headers names in lower case; of repeated ones the last
 * @param body the whole body; empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record SimulatedRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {
    public SimulatedRequest {
        headers = Map.copyOf(headers);
    }

    /** The same by another method. */
    public SimulatedRequest withMethod(String other) {
        return new SimulatedRequest(other, path, query, headers, body);
    }
}
