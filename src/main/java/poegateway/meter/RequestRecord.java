package poegateway.meter;

import java.util.List;
import java.util.Optional;
import poegateway.core.Usage;

/**
 * What is told of a request when it has ended: to the access log, and as a trace. Nothing of what was said is in it.
 *
 * @param key name of the caller's key; a label, never the key
 * @param operations calls of models that it began; one that goes on is told as far as it has come
 * @param status of the answer; 499 when the caller left
 * @param outcome {@code ok}, or the outcome of the failure
 * @param errorCode code of the failure, as callers see it
 */
public record RequestRecord(
        Meter.Request request,
        TraceContext trace,
        String key,
        List<OperationRecord> operations,
        int status,
        String outcome,
        Optional<String> errorCode,
        Times times,
        Traffic traffic) {
    /** The outcome of a request that went well. */
    public static final String OK = "ok";

    static final long NONE = -1;

    public RequestRecord {
        operations = List.copyOf(operations);
    }

    /**
     * When and how long. What did not happen is -1.
     *
     * @param startMillis time of day, since 1970
     * @param durationNanos from the head of the request to its end
     * @param overheadNanos what the gateway itself added until the head of its answer
     * @param firstEventNanos from the head of the request to Poe's first event
     */
    public record Times(long startMillis, long durationNanos, long overheadNanos, long firstEventNanos) {}

    /**
     * What was sent.
     *
     * @param bytesIn of the caller's body
     * @param bytesOut of the answer's body
     */
    public record Traffic(long bytesIn, long bytesOut) {}

    /** The call that stands for the request where there is room for one. */
    public Optional<OperationRecord> operation() {
        return operations.isEmpty() ? Optional.empty() : Optional.of(operations.getFirst());
    }

    /** Attempts at Poe, over all calls. */
    public int attempts() {
        int sum = 0;
        for (OperationRecord operation : operations) {
            sum += operation.attempts();
        }
        return sum;
    }

    /** What the models counted, over all calls; empty when none did. */
    public Optional<Usage> usage() {
        if (operations.size() == 1) {
            return operations.getFirst().usage();
        }
        return operations.stream()
                .map(OperationRecord::usage)
                .flatMap(Optional::stream)
                .reduce(Usage::plus);
    }

    /** What tools did, over all calls. */
    ToolWork tools() {
        return operations.stream().map(OperationRecord::tools).reduce(ToolWork.NONE, ToolWork::plus);
    }

    /** The id that Poe gave to its last reply, of the last call that has one. */
    Optional<String> poeRequestId() {
        for (OperationRecord operation : operations.reversed()) {
            if (operation.poeRequestId().isPresent()) {
                return operation.poeRequestId();
            }
        }
        return Optional.empty();
    }

    /** How much it matters to whoever runs the gateway: what callers do wrong is theirs to mend. */
    String level() {
        return outcome.equals(OK) || outcome.startsWith("client_") ? "INFO" : "WARN";
    }

    /** Whether only a prober or a scraper asked. */
    boolean probe() {
        String route = request.route();
        return route.startsWith("/health")
                || route.equals("/metrics")
                || (route.equals("/") && request.method().equals("HEAD"));
    }
}
