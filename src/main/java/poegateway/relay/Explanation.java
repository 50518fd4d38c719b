package poegateway.relay;

import java.util.List;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReplyEvents;

/**
 * Which way a request would take to Poe, and what would become of it.
 *
 * @param model that would be asked
 * @param mode {@code passthrough} or {@code translated}
 * @param upstream the interface of Poe, {@code openai} or {@code bot}
 * @param reason why it would take this way
 * @param endpoint method and path at the interface
 * @param streams whether Poe would be asked for a stream
 * @param edits names of what would be changed in what the caller wrote
 * @param dropped names of what Poe would not get
 * @param tools names of the tools that the gateway would run where the model calls them
 */
public record Explanation(
        String model,
        String mode,
        String upstream,
        String reason,
        String endpoint,
        boolean streams,
        List<String> edits,
        List<String> dropped,
        List<String> tools) {
    /** Prepares prompts that are not sent. */
    static final Translation.Preparation PREVIEW = new Preview();

    public Explanation {
        edits = List.copyOf(edits);
        dropped = List.copyOf(dropped);
        tools = List.copyOf(tools);
    }

    static Explanation of(UpstreamRequest request, List<String> tools) {
        return new Explanation(
                request.model(),
                request.mode().label(),
                request.format().poeInterface().label(),
                request.reason().label(),
                request.endpoint().method() + " " + request.endpoint().path(),
                request.streams(),
                request.allEdits(),
                request.dropped(),
                tools);
    }

    /** For a request that is not sent: its files get addresses that lead nowhere. */
    private record Preview() implements Translation.Preparation {
        @Override
        public Prompt restored(Prompt prompt, Dialect target) {
            return prompt;
        }

        @Override
        public Prompt uploaded(Prompt prompt) {
            return Attachments.placed(prompt);
        }

        @Override
        public ReplyEvents observer(Prompt prompt, Dialect origin) {
            throw new IllegalStateException("nothing is sent");
        }
    }
}
