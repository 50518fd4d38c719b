package poegateway.simulator.models;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.reply.StreamEvent;

/** Streams that carry an error; whole requests get the same error as a reply. */
public final class StreamErrors {
    /** Ordinary events before an error in the middle. */
    private static final int EVENTS_BEFORE = 2;

    private static final ReplyError FAILED = ReplyError.of(
            500, "provider_error", "The provider failed in the stream.", new ReplyError.Detail.StatusCode());
    private static final ReplyError OVERLOADED =
            ReplyError.of(529, "overloaded_error", "Overloaded.", new ReplyError.Detail.StatusCode());

    private StreamErrors() {}

    static List<MagicModel> models() {
        return List.of(
                new MagicModel(
                        "error-first-event",
                        "a stream whose only event is an error (529); whole: 529",
                        context -> context.question().stream()
                                ? context.stream(context.format().errorEvents(OVERLOADED, 0))
                                : context.error(OVERLOADED)),
                new MagicModel(
                        "error-mid-stream",
                        "an error (500) after two events, then the end; whole: 500",
                        context -> context.question().stream()
                                ? context.stream(midStream(context))
                                : context.error(FAILED)));
    }

    /** Two ordinary events, then an error. */
    public static List<StreamEvent> midStream(ModelContext context) {
        var events = new ArrayList<>(context.events().subList(0, EVENTS_BEFORE));
        events.addAll(context.format().errorEvents(FAILED, EVENTS_BEFORE));
        return events;
    }
}
