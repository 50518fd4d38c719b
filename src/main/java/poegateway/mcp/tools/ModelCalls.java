package poegateway.mcp.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyEvents;
import poegateway.core.ClientRequest;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.core.failure.FailureException;
import poegateway.mcp.feature.McpCall;
import poegateway.meter.Operation;
import poegateway.relay.Relay;

/** Takes what tools ask to models, each with a timeline of its own. */
final class ModelCalls {
    private final Relay relay;
    private final Ticker ticker;
    private final TimeLimits limits;

    ModelCalls(Relay relay, Ticker ticker, TimeLimits limits) {
        this.relay = relay;
        this.ticker = ticker;
        this.limits = limits;
    }

    /** Does something with a request of its own on behalf of whoever called the tool. */
    <T> T asking(McpCall call, Function<ClientRequest, T> work) {
        try (RequestTimeline timeline = RequestTimeline.start(ticker, limits, call.cancellation())) {
            return work.apply(new ClientRequest(
                    call.origin().requestId(),
                    call.origin().caller(),
                    call.origin().wishes(),
                    0,
                    Map.of(),
                    timeline,
                    () -> {}));
        }
    }

    /**
     * Has a conversation with a model.
     *
     * @throws FailureException when there is no reply
     */
    Reply converse(McpCall call, Prompt prompt, ReplyEvents events) {
        return asking(call, request -> {
            try (Operation operation = call.origin().span().operation("chat")) {
                operation.asked(prompt.model(), false);
                return converse(request, prompt, events, operation);
            }
        });
    }

    private Reply converse(ClientRequest request, Prompt prompt, ReplyEvents events, Operation operation) {
        try {
            return relay.converse(request, prompt, events, operation);
        } catch (FailureException failed) {
            operation.failed(failed.failure());
            throw failed;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // nothing is written anywhere
        }
    }

    /** Monotonic now. */
    long nanoTime() {
        return ticker.nanoTime();
    }

    Relay relay() {
        return relay;
    }
}
