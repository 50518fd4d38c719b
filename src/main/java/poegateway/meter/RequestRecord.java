package poegateway.meter;

import java.util.Optional;
import poegateway.core.Usage;

/**
 * What is told of a request when it has ended: to the access log, and as a trace. Nothing of what was said is in it.
 *
 * @param key name of the caller's key; a label, never the key
 * @param model what was asked for, as the caller spelled it
 * @param modelKnown whether Poe has a model of that name; else the name is any text of the caller's
 * @param status of the answer; 499 when the caller left
 * @param outcome {@code ok}, or the outcome of the failure
 */
public record RequestRecord(
        Meter.Request request,
        TraceContext trace,
        String key,
        Optional<String> model,
        boolean modelKnown,
        Optional<String> modelThatRan,
        boolean stream,
        Optional<Usage> usage,
        int status,
        String outcome,
        Times times,
        Traffic traffic) {
    /** The outcome of a request that went well. */
    public static final String OK = "ok";

    static final long NONE = -1;

    /**
     * When and how long. What did not happen is -1.
     *
     * @param startMillis time of day, since 1970
     * @param durationNanos from the head of the request to its end
     * @param overheadNanos what the gateway itself added until the head of its answer
     * @param firstEventNanos from the head of the request to Poe's first event
     * @param operationNanos from the first attempt at Poe to the end
     * @param firstChunkNanos from the first attempt at Poe to its first event
     */
    public record Times(
            long startMillis,
            long durationNanos,
            long overheadNanos,
            long firstEventNanos,
            long operationNanos,
            long firstChunkNanos) {}

    /**
     * What was sent.
     *
     * @param attempts at Poe
     * @param poeStatus of Poe's last reply; 0 when there was none
     * @param bytesIn of the caller's body
     * @param bytesOut of the answer's body
     */
    public record Traffic(int attempts, int poeStatus, long bytesIn, long bytesOut) {}

    /** Whether only a prober or a scraper asked. */
    boolean probe() {
        String route = request.route();
        return route.startsWith("/health")
                || route.equals("/metrics")
                || (route.equals("/") && request.method().equals("HEAD"));
    }
}
