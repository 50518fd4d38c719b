package poegateway.simulator.chat;

import static poegateway.simulator.reply.MagicModel.streamed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import poegateway.simulator.models.StreamErrors;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;

/** Streams that end wrongly. */
final class StreamEndModels {
    private static final StreamEvent DONE = StreamEvent.unnamed(ChunkForm.DONE);

    private StreamEndModels() {}

    static List<MagicModel> models() {
        return List.of(
                streamed(
                        "error-mid-stream-done",
                        "an error (500) after two events, then `[DONE]`",
                        StreamEndModels::errorThenDone),
                streamed(
                        "end-nothing",
                        "a proper end without finish reason and `[DONE]`",
                        context -> without(context, event -> isDone(event) || isFinish(event))),
                streamed(
                        "end-finish-only",
                        "a finish reason, no `[DONE]`",
                        context -> without(context, StreamEndModels::isDone)),
                streamed(
                        "end-done-only",
                        "`[DONE]`, no finish reason",
                        context -> without(context, StreamEndModels::isFinish)),
                streamed("end-done-at-once", "`[DONE]` is the only event", context -> context.stream(List.of(DONE))),
                streamed(
                        "end-without-blank-line",
                        "the last event (`[DONE]`) lacks its blank line",
                        context -> context.replies().raw(lastOpen(context.events()))));
    }

    private static Script errorThenDone(ModelContext context) {
        var events = new ArrayList<>(StreamErrors.midStream(context));
        events.add(DONE);
        return context.stream(events);
    }

    private static Script without(ModelContext context, Predicate<StreamEvent> unwanted) {
        return context.stream(
                context.events().stream().filter(unwanted.negate()).toList());
    }

    private static boolean isDone(StreamEvent event) {
        return event.equals(DONE);
    }

    /** Whether this event is the chunk with the finish reason. */
    static boolean isFinish(StreamEvent event) {
        return event.data().contains("\"finish_reason\":\"");
    }

    private static List<String> lastOpen(List<StreamEvent> events) {
        var frames = new ArrayList<String>();
        events.forEach(event -> frames.add(event.frame()));
        frames.removeLast();
        frames.add("data: " + ChunkForm.DONE);
        return frames;
    }
}
