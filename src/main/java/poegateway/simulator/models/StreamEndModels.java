package poegateway.simulator.models;

import static poegateway.simulator.chat.MagicModel.streamed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import poegateway.simulator.chat.ChunkForm;
import poegateway.simulator.chat.MagicModel;
import poegateway.simulator.chat.ModelContext;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Streams that end wrongly, or carry an error. */
final class StreamEndModels {
    private static final String ERROR =
            "{\"error\":{\"message\":\"The provider failed in the stream.\",\"type\":\"provider_error\",\"code\":500}}";
    private static final String OVERLOADED =
            "{\"error\":{\"message\":\"Overloaded.\",\"type\":\"overloaded_error\",\"code\":529}}";

    private StreamEndModels() {}

    static List<MagicModel> models() {
        return List.of(
                new MagicModel(
                        "error-first-event",
                        "a stream whose only event is an error (529); whole: 529",
                        context -> context.question().stream()
                                ? context.replies().stream(List.of(OVERLOADED))
                                : Scripts.json(529, OVERLOADED)),
                new MagicModel(
                        "error-mid-stream",
                        "an error (500) after two events, then the end; whole: 500",
                        context -> context.question().stream()
                                ? context.replies().stream(cutWith(context, ERROR))
                                : Scripts.json(500, ERROR)),
                streamed(
                        "error-mid-stream-done",
                        "an error (500) after two events, then `[DONE]`",
                        context -> context.replies().stream(plus(cutWith(context, ERROR), ChunkForm.DONE))),
                streamed(
                        "end-nothing",
                        "a proper end without finish reason and `[DONE]`",
                        context -> without(context, payload -> isDone(payload) || isFinish(payload))),
                streamed(
                        "end-finish-only",
                        "a finish reason, no `[DONE]`",
                        context -> without(context, StreamEndModels::isDone)),
                streamed(
                        "end-done-only",
                        "`[DONE]`, no finish reason",
                        context -> without(context, StreamEndModels::isFinish)),
                streamed(
                        "end-done-at-once",
                        "`[DONE]` is the only event",
                        context -> context.replies().stream(List.of(ChunkForm.DONE))),
                streamed(
                        "end-without-blank-line",
                        "the last event (`[DONE]`) lacks its blank line",
                        context -> context.replies().raw(lastOpen(context.payloads()))));
    }

    private static List<String> cutWith(ModelContext context, String last) {
        return plus(context.payloads().subList(0, 2), last);
    }

    private static List<String> plus(List<String> payloads, String last) {
        var longer = new ArrayList<>(payloads);
        longer.add(last);
        return longer;
    }

    private static Script without(ModelContext context, Predicate<String> unwanted) {
        return context.replies().stream(
                context.payloads().stream().filter(unwanted.negate()).toList());
    }

    private static boolean isDone(String payload) {
        return payload.equals(ChunkForm.DONE);
    }

    /** Whether this payload is the chunk with the finish reason. */
    static boolean isFinish(String payload) {
        return payload.contains("\"finish_reason\":\"");
    }

    private static List<String> lastOpen(List<String> payloads) {
        var frames = new ArrayList<String>();
        payloads.forEach(payload -> frames.add("data: " + payload + "\n\n"));
        frames.removeLast();
        frames.add("data: " + ChunkForm.DONE);
        return frames;
    }
}
