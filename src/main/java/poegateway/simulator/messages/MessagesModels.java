package poegateway.simulator.messages;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;

/** The models whose faults are of the wire of messages. */
public final class MessagesModels {
    private static final ReplyError OVERLOADED = ReplyError.of(529, "overloaded_error", "Overloaded");

    private MessagesModels() {}

    /** All of them, in the order of the table in {@code docs/simulator.md}. */
    public static List<MagicModel> models() {
        return List.of(
                new MagicModel(
                        "messages-nameless",
                        "events without a name, told by their `type` alone",
                        context -> streamed(
                                context,
                                context.events().stream()
                                        .map(event -> StreamEvent.unnamed(event.data()))
                                        .toList())),
                new MagicModel(
                        "messages-unknown",
                        "events and blocks that nobody knows, between the others",
                        context -> streamed(context, withUnknown(context))),
                new MagicModel(
                        "messages-error-first",
                        "the event `error` after `message_start`; whole: 529",
                        context -> context.question().stream()
                                ? context.stream(failing(context, "message_start"))
                                : context.error(OVERLOADED)),
                new MagicModel(
                        "messages-error",
                        "the event `error` after the first words; whole: 529",
                        context -> context.question().stream()
                                ? context.stream(failing(context, "content_block_delta"))
                                : context.error(OVERLOADED)),
                new MagicModel(
                        "messages-cut",
                        "a stream that lacks `message_stop`",
                        context -> streamed(
                                context,
                                context.events().stream()
                                        .filter(event -> !event.name().equals("message_stop"))
                                        .toList())),
                new MagicModel(
                        "messages-nested-json",
                        "400 whose message is a JSON document",
                        context -> AnthropicErrorForm.nested(
                                ReplyError.invalid("'claude-3-5-haiku-20241022' does not support thinking."))));
    }

    private static Script streamed(ModelContext context, List<StreamEvent> events) {
        return context.question().stream() ? context.stream(events) : context.ordinary();
    }

    private static List<StreamEvent> withUnknown(ModelContext context) {
        var events = new ArrayList<StreamEvent>();
        for (StreamEvent event : context.events()) {
            if (event.name().equals("message_delta")) {
                String place = "\"index\":1";
                events.add(new StreamEvent(
                        "content_block_start",
                        "{\"type\":\"content_block_start\"," + place
                                + ",\"content_block\":{\"type\":\"hologram\",\"depth\":3}}"));
                events.add(new StreamEvent("content_block_stop", "{\"type\":\"content_block_stop\"," + place + "}"));
                events.add(new StreamEvent("brand_new", "{\"type\":\"brand_new\"}"));
            }
            events.add(event);
        }
        return events;
    }

    /** The events up to the first of that name, and the error. */
    private static List<StreamEvent> failing(ModelContext context, String last) {
        var events = new ArrayList<StreamEvent>();
        for (StreamEvent event : context.events()) {
            events.add(event);
            if (event.name().equals(last)) {
                break;
            }
        }
        events.addAll(context.format().errorEvents(OVERLOADED, events.size()));
        return events;
    }
}
