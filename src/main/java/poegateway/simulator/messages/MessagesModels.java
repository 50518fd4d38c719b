package poegateway.simulator.messages;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.reply.StreamEvent;

/** The models whose faults are of the wire of messages. */
public final class MessagesModels {
    private static final ReplyError OVERLOADED = ReplyError.of(529, "overloaded_error", "Overloaded");

    private MessagesModels() {}

    /** All of them, in the order of the table in {@code docs/simulator.md}. */
    public static List<MagicModel> models() {
        return List.of(
                MagicModel.streamed(
                        "messages-nameless",
                        "events without a name, told by their `type` alone",
                        context -> context.stream(context.events().stream()
                                .map(event -> StreamEvent.unnamed(event.data()))
                                .toList())),
                MagicModel.streamed(
                        "messages-unknown",
                        "events and blocks that nobody knows, between the others",
                        context -> context.stream(withUnknown(context))),
                MagicModel.failingAfter(
                        "messages-error-first",
                        "the event `error` after `message_start`; whole: 529",
                        "message_start",
                        OVERLOADED),
                MagicModel.failingAfter(
                        "messages-error",
                        "the event `error` after the first words; whole: 529",
                        "content_block_delta",
                        OVERLOADED),
                MagicModel.streamed(
                        "messages-cut",
                        "a stream that lacks `message_stop`",
                        context -> context.stream(context.events().stream()
                                .filter(event -> !event.name().equals("message_stop"))
                                .toList())),
                new MagicModel(
                        "messages-nested-json",
                        "400 whose message is a JSON document",
                        context -> AnthropicErrorForm.nested(
                                ReplyError.invalid("'claude-3-5-haiku-20241022' does not support thinking."))));
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
}
