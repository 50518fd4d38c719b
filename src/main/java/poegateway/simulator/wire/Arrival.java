package poegateway.simulator.wire;

import java.util.Map;
import poegateway.simulator.script.SimulatedRequest;

/**
 * A request that reached the simulator whole.
 *
 * @param protocol {@code HTTP/1.1} or {@code h2}
 * @param connection number of the connection it came on, counted from 1; two arrivals with the same number shared one
 * @param method GET or POST
 * @param path without query
 * @param query what stands after the first question mark of the target, as it came; empty when there is none
 * @param headers names in lower case; of repeated ones the last
 * @param bodyBytes length of the body
 * @param body the body; empty when it is longer than {@link #BODY_KEPT_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent") // read in tests, never compared
public record Arrival(
        String protocol,
        long connection,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        long bodyBytes,
        byte[] body) {
    /** Longer bodies are counted, not kept. */
    public static final int BODY_KEPT_BYTES = 256 * 1024;

    private static final byte[] NOT_KEPT = {};

    public Arrival {
        headers = Map.copyOf(headers);
    }

    static Arrival of(String protocol, long connection, SimulatedRequest request) {
        byte[] body = request.body();
        return new Arrival(
                protocol,
                connection,
                request.method(),
                request.path(),
                request.query(),
                request.headers(),
                body.length,
                body.length > BODY_KEPT_BYTES ? NOT_KEPT : body);
    }
}
