package poegateway.simulator.wire;

import java.util.Map;

/**
 * What the simulator counts, at one moment. The control surface is not in it.
 *
 * @param arrivals requests that came whole, since the start
 * @param arrivalsByPath the same by path; beyond {@value RequestLog#PATHS_COUNTED} paths as {@value RequestLog#OTHER_PATHS}
 * @param openRequests requests whose head came and whose reply is neither written nor broken off, and whose peer is
 *     still there
 * @param openConnections connections that are open, idle ones included
 * @param hangUps peers that left before their request or its reply was complete, one for each request
 * @param bytesSent bytes of reply bodies that the network took, without framing
 */
public record RequestCounts(
        long arrivals,
        Map<String, Long> arrivalsByPath,
        int openRequests,
        int openConnections,
        long hangUps,
        long bytesSent) {
    public RequestCounts {
        arrivalsByPath = Map.copyOf(arrivalsByPath);
    }
}
