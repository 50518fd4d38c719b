package poegateway.core.failure;

import java.util.List;

/** Failures of the gateway itself with typical values, for the reference of errors. */
final class GatewayFailureSamples {
    private GatewayFailureSamples() {}

    static List<FailureSample> all() {
        return List.of(
                FailureSample.of(
                        new GatewayFailure.Overloaded("server.body-bytes-in-flight"),
                        "A limit that the message names is reached: memory for bodies or replies, connections, or open files.",
                        FailureSample.SECONDS,
                        "61"),
                FailureSample.of(
                        new GatewayFailure.Draining(),
                        "The gateway was told to stop, and the request came after that.",
                        "Send again: clients do so by themselves, and nothing was sent to Poe."),
                FailureSample.of(
                        new GatewayFailure.Restarting(),
                        "The gateway was told to stop, and the request was still in progress after `server.drain-timeout`.",
                        FailureSample.MAYBE_BILLED,
                        "62"),
                FailureSample.of(
                        new GatewayFailure.ReplyDropped("upstream.reply-bytes-in-flight"),
                        "Poe's answer, or one event of it, needs more memory than the replies in hand leave.",
                        FailureSample.MAYBE_BILLED,
                        "63"),
                FailureSample.of(
                        new GatewayFailure.Bug(),
                        "The gateway has a bug. Nothing else ever gets this status.",
                        "Report it with the request id; the cause is in the log."));
    }
}
