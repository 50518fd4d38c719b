package poegateway.simulator.chat;

import java.util.List;
import java.util.stream.Stream;
import poegateway.simulator.reply.MagicModel;

/** The models whose faults are of the wire of chat completions. */
public final class ChatModels {
    private ChatModels() {}

    /** All of them, in the order of the table in {@code docs/simulator.md}. */
    public static List<MagicModel> models() {
        return Stream.of(
                        ForeignErrorModels.models(),
                        StreamEndModels.models(),
                        ChunkFramingModels.models(),
                        ChunkModels.models(),
                        ToolCallModels.models(),
                        ChatBodyModels.models())
                .flatMap(List::stream)
                .toList();
    }
}
