package poegateway.relay.tool;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import poegateway.core.Ticker;
import poegateway.meter.Meter;

/**
 * What all calls of tools share: their limits, and who counts them. A call counts as running until its tool has returned, also where nobody
 * waits for it any more. Safe for all threads.
 */
public final class RunningTools {
    private final ToolLimits limits;
    private final Ticker ticker;
    private final Optional<Meter> meter;
    private final AtomicInteger running = new AtomicInteger();

    /** How a call ended. */
    enum Outcome {
        OK,
        /** The tool said so, or broke. */
        FAILED,
        /** It gave more than it may. */
        TOO_LARGE,
        TIMEOUT,
        /** The request ended before it. */
        CANCELLED,
        /** It was not run: the arguments do not fit. */
        BAD_ARGUMENTS,
        /** It was not run: there is no such tool, or too many were called at once. */
        NOT_RUN
    }

    /** @param meter counts; empty where nobody does */
    public RunningTools(ToolLimits limits, Ticker ticker, Optional<Meter> meter) {
        this.limits = limits;
        this.ticker = ticker;
        this.meter = meter;
    }

    /** Calls whose tools have not returned. */
    public int running() {
        return running.get();
    }

    /** How far tools go. */
    public ToolLimits limits() {
        return limits;
    }

    Ticker ticker() {
        return ticker;
    }

    void begin() {
        running.incrementAndGet();
    }

    void returned() {
        running.decrementAndGet();
    }

    /** An answer called tools. */
    void round() {
        meter.ifPresent(Meter::toolRound);
    }

    void notRun(String tool, Outcome why) {
        meter.ifPresent(counter -> counter.toolCall(tool, why.name()));
    }

    void ended(String tool, Outcome outcome, long sinceNanos) {
        meter.ifPresent(counter -> {
            counter.toolCall(tool, outcome.name());
            counter.toolRan(tool, ticker.nanoTime() - sinceNanos);
        });
    }
}
