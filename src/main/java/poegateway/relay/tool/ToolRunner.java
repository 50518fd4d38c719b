package poegateway.relay.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.Ticker;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;

/**
 * Runs the calls of one answer, all at once, each on a thread of its own. Whatever a tool does, its call has a result in time: what
 * fails, takes too long or gives too much is said in its place, in words for the model.
 */
public final class ToolRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ToolRunner.class);

    private final Map<String, OfferedTool> tools;
    private final ToolLimits limits;
    private final Ticker ticker;
    private final Caller caller;
    private final Cancellation cancellation;

    /** @param cancellation of the request; ends all that runs */
    public ToolRunner(
            Map<String, OfferedTool> tools,
            ToolLimits limits,
            Ticker ticker,
            Caller caller,
            Cancellation cancellation) {
        this.tools = Map.copyOf(tools);
        this.limits = limits;
        this.ticker = ticker;
        this.caller = caller;
        this.cancellation = cancellation;
    }

    /**
     * What the calls give, in their order.
     *
     * @throws FailureException with the reason of the cancellation
     */
    public List<String> run(List<ToolCall> calls) {
        List<Running> running = new ArrayList<>();
        try {
            for (ToolCall call : calls) {
                running.add(running.size() < limits.callsAtOnce() ? start(call) : Running.refused(limits));
            }
            return running.stream().map(Running::result).toList();
        } finally {
            running.forEach(Running::end);
        }
    }

    private Running start(ToolCall call) {
        OfferedTool offered = tools.get(call.name().decoded());
        if (offered == null) {
            return Running.over("Error: there is no tool of that name.");
        }
        Optional<String> fault = offered.fault(call);
        if (fault.isPresent()) {
            return Running.over("Error: the arguments do not fit the tool's schema: " + fault.get() + ".");
        }
        Cancellation own = new Cancellation();
        CompletableFuture<String> result = new CompletableFuture<>();
        long since = ticker.nanoTime();
        Ticker.Registration timeout = ticker.register(now -> {
            if (now - since > limits.timeout().toNanos()) {
                result.complete("Error: the tool gave no result within "
                        + limits.timeout().toSeconds() + " s.");
            }
        });
        Cancellation.Registration cancelled = cancellation.onCancel(() ->
                result.completeExceptionally(new FailureException(Objects.requireNonNull(cancellation.reason()))));
        Thread thread = Thread.startVirtualThread(() -> result.complete(run(offered, call, own)));
        return new Running(result, () -> {
            timeout.close();
            cancelled.close();
            own.cancel(
                    new ReplyFailure.Timeout("tools.timeout " + limits.timeout().toSeconds() + " s"));
            thread.interrupt();
        });
    }

    private String run(OfferedTool offered, ToolCall call, Cancellation own) {
        GatewayTool tool = offered.tool();
        try {
            String result = tool.run(OfferedTool.checked(call), new ToolUse(caller, own, limits.resultBytes()));
            return fitting(result);
        } catch (IOException failed) {
            return "Error: " + failed.getMessage();
        } catch (Throwable thrown) { // it must not end the request, whatever it is
            if (own.reason() == null) {
                LOG.warn(
                        "the tool {} failed with {}",
                        tool.name(),
                        thrown.getClass().getName());
            }
            return "Error: the tool failed.";
        }
    }

    private String fitting(String result) {
        boolean fits = result.length() <= limits.resultBytes()
                && result.getBytes(StandardCharsets.UTF_8).length <= limits.resultBytes();
        return fits ? result : "Error: what the tool gave is larger than " + limits.resultBytes() + " bytes.";
    }

    /** A call that is run. */
    private record Running(CompletableFuture<String> future, Runnable ending) {
        static Running over(String result) {
            return new Running(CompletableFuture.completedFuture(result), () -> {});
        }

        static Running refused(ToolLimits limits) {
            return over("Error: not run, since no more than " + limits.callsAtOnce() + " tools may be called at once.");
        }

        String result() {
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
