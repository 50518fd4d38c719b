package poegateway.relay.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.conversation.ToolCall;
import poegateway.conversation.ToolTurns;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.Ticker;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.meter.Operation;

/**
 * Runs the calls of one answer, all at once, each on a thread of its own. Whatever a tool does, its call has a result in time: what
 * fails, takes too long or gives too much is said in its place, in words for the model.
 */
public final class ToolRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ToolRunner.class);
    /** Stands in metrics for names that models make up. */
    private static final String UNKNOWN = "other";

    private final Map<String, OfferedTool> tools;
    private final RunningTools calls;
    private final Caller caller;
    private final Cancellation cancellation;
    private final Optional<Operation> operation;

    /** @param cancellation of the request; ends all that runs */
    public ToolRunner(Map<String, OfferedTool> tools, RunningTools calls, Caller caller, Cancellation cancellation) {
        this(tools, calls, caller, cancellation, Optional.empty());
    }

    /**
     * One for a call of a model.
     *
     * @param operation is told how many ran
     */
    public ToolRunner(
            Map<String, OfferedTool> tools,
            RunningTools calls,
            Caller caller,
            Cancellation cancellation,
            Optional<Operation> operation) {
        this.operation = operation;
        this.tools = Map.copyOf(tools);
        this.calls = calls;
        this.caller = caller;
        this.cancellation = cancellation;
    }

    /**
     * What the calls of one answer give, in their order.
     *
     * @throws FailureException with the reason of the cancellation
     */
    public List<ToolResult> run(List<ToolCall> called) {
        calls.round();
        operation.ifPresent(told -> told.toolRound(called.size()));
        List<Running> running = new ArrayList<>();
        try {
            for (ToolCall call : called) {
                running.add(running.size() < limits().callsAtOnce() ? start(call) : refused(call));
            }
            List<ToolResult> results = running.stream().map(Running::result).toList();
            operation.ifPresent(told -> told.toolErrors((int)
                    results.stream().filter(result -> result.run().failed()).count()));
            return results;
        } finally {
            running.forEach(Running::end);
        }
    }

    private Running refused(ToolCall call) {
        String name = call.name().decoded();
        calls.notRun(tools.containsKey(name) ? name : UNKNOWN, RunningTools.Outcome.NOT_RUN);
        return Running.over(
                "Error: not run, because no more than " + limits().callsAtOnce() + " tools may be called at once.");
    }

    private Running start(ToolCall call) {
        OfferedTool offered = tools.get(call.name().decoded());
        if (offered == null) {
            calls.notRun(UNKNOWN, RunningTools.Outcome.NOT_RUN);
            return Running.over("Error: there is no tool of that name.");
        }
        Optional<String> fault = offered.fault(call);
        if (fault.isPresent()) {
            calls.notRun(offered.tool().name(), RunningTools.Outcome.BAD_ARGUMENTS);
            return Running.over("Error: the arguments do not fit the tool's schema: " + fault.get() + ".");
        }
        return started(offered, call);
    }

    private Running started(OfferedTool offered, ToolCall call) {
        Cancellation own = new Cancellation();
        Ending ending = new Ending(
                offered.tool().name(), new CompletableFuture<>(), calls.ticker().nanoTime());
        long limitNanos = limits().timeout().toNanos();
        String limit = limits().timeout().toSeconds() + " s";
        Ticker.Registration timeout = calls.ticker().register(now -> {
            if (now - ending.sinceNanos > limitNanos) {
                end(ending, RunningTools.Outcome.TIMEOUT, "Error: the tool returned nothing within " + limit + ".");
            }
        });
        Cancellation.Registration cancelled = cancellation.onCancel(() -> cancel(ending));
        calls.begin();
        Thread thread = Thread.startVirtualThread(() -> {
            try {
                run(offered, call, own, ending);
            } finally {
                calls.returned();
            }
        });
        return new Running(ending.result, () -> {
            timeout.close();
            cancelled.close();
            own.cancel(new ReplyFailure.Timeout("tools.timeout " + limit));
            thread.interrupt();
        });
    }

    /** How one call comes to its end, once. */
    private record Ending(String tool, CompletableFuture<ToolResult> result, long sinceNanos) {}

    private void end(Ending ending, RunningTools.Outcome outcome, String text) {
        Duration took = Duration.ofNanos(calls.ticker().nanoTime() - ending.sinceNanos);
        boolean failed = outcome != RunningTools.Outcome.OK;
        if (ending.result.complete(new ToolResult(text, new ToolTurns.Run(took, failed)))) {
            calls.ended(ending.tool, outcome, ending.sinceNanos);
        }
    }

    private void cancel(Ending ending) {
        Failure why = Objects.requireNonNull(cancellation.reason());
        if (ending.result.completeExceptionally(new FailureException(why))) {
            calls.ended(ending.tool, RunningTools.Outcome.CANCELLED, ending.sinceNanos);
        }
    }

    private void run(OfferedTool offered, ToolCall call, Cancellation own, Ending ending) {
        GatewayTool tool = offered.tool();
        try {
            String result = tool.run(OfferedTool.checked(call), new ToolUse(caller, own, limits().resultBytes()));
            if (fits(result)) {
                end(ending, RunningTools.Outcome.OK, result);
            } else {
                String limit = limits().resultBytes() + " bytes";
                end(ending, RunningTools.Outcome.TOO_LARGE, "Error: the tool's result is larger than " + limit + ".");
            }
        } catch (IOException failed) {
            end(ending, RunningTools.Outcome.FAILED, "Error: " + failed.getMessage());
        } catch (Throwable thrown) { // it must not end the request, whatever it is
            if (own.reason() == null) {
                LOG.warn(
                        "the tool {} failed with {}",
                        tool.name(),
                        thrown.getClass().getName());
            }
            end(ending, RunningTools.Outcome.FAILED, "Error: the tool failed.");
        }
    }

    private boolean fits(String result) {
        return result.length() <= limits().resultBytes()
                && result.getBytes(StandardCharsets.UTF_8).length <= limits().resultBytes();
    }

    private ToolLimits limits() {
        return calls.limits();
    }

    /** A call that is run. */
    private record Running(CompletableFuture<ToolResult> future, Runnable ending) {
        /** One that was not run, and why. */
        static Running over(String why) {
            ToolResult result = new ToolResult(why, new ToolTurns.Run(Duration.ZERO, true));
            return new Running(CompletableFuture.completedFuture(result), () -> {});
        }

        ToolResult result() {
            try {
                return future.join();
            } catch (CompletionException ended) {
                throw ended.getCause() instanceof FailureException failed ? failed : ended;
            }
        }

        /** Nobody waits any more: a tool that still runs is told so. */
        void end() {
            ending.run();
        }
    }
}
