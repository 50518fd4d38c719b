package poegateway.relay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import poegateway.upstream.PoeReply;

/** Which headers of Poe's replies travel on; all others would name Poe's edge, or bind the caller's browser to it. */
final class PoeHeaders {
    private static final List<String> PASSED =
            List.of("openai-processing-ms", "openai-version", "x-poe-feature-active");

    private PoeHeaders() {}

    /** A fresh map, to be added to. */
    static Map<String, String> forCaller(PoeReply reply) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : PASSED) {
            reply.header(name).ifPresent(value -> headers.put(name, value));
        }
        reply.header("x-request-id").ifPresent(id -> headers.put("x-poe-request-id", id));
        return headers;
    }
}
