package poegateway.mcp.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import poegateway.catalog.ModelCard;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyEvents;
import poegateway.core.ClientRequest;
import poegateway.core.Ticker;
import poegateway.core.failure.FailureException;
import poegateway.mcp.job.ToolRun;
import poegateway.meter.Operation;
import poegateway.relay.Relay;

/** Takes what tools ask to models. */
final class ModelCalls {
    private final Relay relay;
    private final Ticker ticker;

    ModelCalls(Relay relay, Ticker ticker) {
        this.relay = relay;
        this.ticker = ticker;
    }

    /**
     * Has a conversation with a model.
     *
     * @param request on behalf of the caller
     * @throws FailureException when there is no reply
     */
    Reply converse(ToolRun run, ClientRequest request, Prompt prompt, ReplyEvents events) {
        try (Operation operation = run.span().operation("chat")) {
            operation.asked(prompt.model(), false);
            try {
                return relay.converse(request, prompt, events, operation);
            } catch (FailureException failed) {
                operation.failed(failed.failure());
                throw failed;
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible); // nothing is written anywhere
            }
        }
    }

    /** The model of that name as Poe calls it. */
    String resolved(String name) {
        return relay.catalog().get().resolve(name).model();
    }

    Optional<ModelCard> card(String name) {
        return relay.catalog().get().resolve(name).card();
    }

    /** Monotonic now. */
    long nanoTime() {
        return ticker.nanoTime();
    }
}
