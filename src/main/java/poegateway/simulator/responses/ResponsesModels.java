package poegateway.simulator.responses;

import java.util.List;
import java.util.Set;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.reply.StreamEvent;

/** The models whose faults are of the wire of responses. */
public final class ResponsesModels {
    private static final ReplyError FAILED = ReplyError.of(500, "server_error", "The model failed.");
    private static final Set<String> OF_TEXT = Set.of("response.output_text.delta", "response.output_text.done");

    private ResponsesModels() {}

    /** All of them, in the order of the table in {@code docs/simulator.md}. */
    public static List<MagicModel> models() {
        return List.of(
                MagicModel.streamed(
                        "responses-nameless",
                        "events without a name, told by their `type` alone",
                        context -> context.stream(context.events().stream()
                                .map(event -> StreamEvent.unnamed(event.data()))
                                .toList())),
                MagicModel.streamed(
                        "responses-no-text",
                        "parts of the type `output_text` without `text`",
                        context -> context.stream(withoutText(context))),
                MagicModel.failingAfter(
                        "responses-failed",
                        "`response.failed` after the first words; whole: 500",
                        "response.output_text.delta",
                        FAILED),
                MagicModel.failingAfter(
                        "responses-failed-first",
                        "`response.failed` after what opens the stream; whole: 500",
                        "response.in_progress",
                        FAILED),
                MagicModel.streamed(
                        "responses-cut",
                        "a stream that lacks its last event",
                        context -> context.stream(context.events().stream()
                                .filter(event -> !event.name().equals("response.completed"))
                                .toList())));
    }

    private static List<StreamEvent> withoutText(ModelContext context) {
        return context.events().stream()
                .filter(event -> !OF_TEXT.contains(event.name()))
                .map(event -> event.with(event.data()
                        .replaceAll("\"annotations\":\\[],\"text\":\"(?:[^\"\\\\]|\\\\.)*\",", "\"annotations\":[],")))
                .toList();
    }
}
