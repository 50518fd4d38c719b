package poegateway.simulator.http1;

import java.util.Map;

/**
 * The head of a request of HTTP/1.1.
 *
 * @param path without query
 * @param query what stands after the first question mark of the target; empty when there is none
 * @param headers names in lower case; of repeated ones the last
 * @param bodyBytes length of the body, or {@link #CHUNKED}
 */
record Http1Head(String method, String path, String query, Map<String, String> headers, long bodyBytes) {
    static final long CHUNKED = -1;

    boolean expectsContinue() {
        return "100-continue".equalsIgnoreCase(headers.get("expect"));
    }

    boolean closes() {
        return "close".equalsIgnoreCase(headers.get("connection"));
    }
}
