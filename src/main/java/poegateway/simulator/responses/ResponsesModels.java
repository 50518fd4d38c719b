package poegateway.simulator.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;

/** The models whose faults are of the wire of responses. */
public final class ResponsesModels {
    private static final ReplyError FAILED = ReplyError.of(500, "server_error", "The model failed.");
    private static final Set<String> OF_TEXT = Set.of("response.output_text.delta", "response.output_text.done");

    private ResponsesModels() {}

    /** All of them, in the order of the table in {@code docs/simulator.md}. */
    public static List<MagicModel> models() {
        return List.of(
                new MagicModel(
                        "responses-nameless",
                        "events without a name, told by their `type` alone",
                        context -> streamed(
                                context,
                                context.events().stream()
                                        .map(event -> StreamEvent.unnamed(event.data()))
                                        .toList())),
                new MagicModel(
                        "responses-no-text",
                        "parts of the type `output_text` without `text`",
                        context -> streamed(context, withoutText(context))),
                new MagicModel(
                        "responses-failed",
                        "`response.failed` after the first words; whole: 500",
                        context -> context.question().stream()
                                ? context.stream(failing(context, "response.output_text.delta"))
                                : context.error(FAILED)),
                new MagicModel(
                        "responses-failed-first",
                        "`response.failed` after what opens the stream; whole: 500",
                        context -> context.question().stream()
                                ? context.stream(failing(context, "response.in_progress"))
                                : context.error(FAILED)),
                new MagicModel(
                        "responses-cut",
                        "a stream that lacks its last event",
                        context -> streamed(
                                context,
                                context.events().stream()
                                        .filter(event -> !event.name().equals("response.completed"))
                                        .toList())));
    }

    private static Script streamed(ModelContext context, List<StreamEvent> events) {
        return context.question().stream() ? context.stream(events) : context.ordinary();
    }

    private static List<StreamEvent> withoutText(ModelContext context) {
        return context.events().stream()
                .filter(event -> !OF_TEXT.contains(event.name()))
                .map(event -> event.with(event.data()
                        .replaceAll("\"annotations\":\\[],\"text\":\"(?:[^\"\\\\]|\\\\.)*\",", "\"annotations\":[],")))
                .toList();
    }

    /** The events up to the first of that name, and the failure. */
    private static List<StreamEvent> failing(ModelContext context, String last) {
        var events = new ArrayList<StreamEvent>();
        for (StreamEvent event : context.events()) {
            events.add(event);
            if (event.name().equals(last)) {
                break;
            }
        }
        events.addAll(context.format().errorEvents(FAILED, events.size()));
        return events;
    }
}
