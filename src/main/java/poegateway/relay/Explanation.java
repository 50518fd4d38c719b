package poegateway.relay;

import java.util.List;

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
 */
public record Explanation(
        String model,
        String mode,
        String upstream,
        String reason,
        String endpoint,
        boolean streams,
        List<String> edits,
        List<String> dropped) {
    public Explanation {
        edits = List.copyOf(edits);
        dropped = List.copyOf(dropped);
    }

    static Explanation of(UpstreamRequest request) {
        return new Explanation(
                request.model(),
                request.mode().label(),
                request.format().poeInterface().label(),
                request.reason().label(),
                request.endpoint().method() + " " + request.endpoint().path(),
                request.streams(),
                request.allEdits(),
                request.dropped());
    }
}
