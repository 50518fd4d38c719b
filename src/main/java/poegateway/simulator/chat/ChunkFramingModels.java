package poegateway.simulator.chat;

import static poegateway.simulator.reply.MagicModel.streamed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.models.FramingModels;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;

/** Framings of events that need to know what a chunk is. */
final class ChunkFramingModels {
    /** Four bytes in UTF-8. */
    private static final String PENGUIN = "\uD83D\uDC27";

    private ChunkFramingModels() {}

    static List<MagicModel> models() {
        return List.of(
                streamed("sse-event-name", "each event is named `message`", ChunkFramingModels::named),
                streamed(
                        "sse-split-utf8",
                        "the text begins with a 4-byte character, each byte a piece of its own",
                        ChunkFramingModels::splitUtf8));
    }

    private static Script named(ModelContext context) {
        return context.stream(context.events().stream()
                .map(event -> new StreamEvent("message", event.data()))
                .toList());
    }

    private static Script splitUtf8(ModelContext context) {
        var events = new ArrayList<>(context.events());
        StreamEvent first = events.getFirst();
        String role = "{\"role\":\"assistant\",\"content\":\"\"}";
        events.add(1, first.with(first.data().replace(role, "{\"content\":\"" + PENGUIN + "\"}")));
        var pieces = new ArrayList<byte[]>();
        for (StreamEvent event : events) {
            byte[] bytes = event.frame().getBytes(StandardCharsets.UTF_8);
            pieces.addAll(event.data().contains(PENGUIN) ? FramingModels.pieces(bytes, 1) : List.of(bytes));
        }
        return context.replies().bytes(pieces);
    }
}
