package poegateway.simulator.bot;

import java.util.List;
import java.util.stream.Stream;
import poegateway.simulator.reply.MagicModel;

/** The models whose faults and ways are of the wire of the bot protocol. */
public final class BotModels {
    private BotModels() {}

    /** All of them, in the order of the table in {@code docs/simulator.md}. */
    public static List<MagicModel> models() {
        return Stream.of(
                        BotEndModels.models(),
                        BotMetaModels.models(),
                        BotTextModels.models(),
                        BotFileModels.models(),
                        BotDataModels.models())
                .flatMap(List::stream)
                .toList();
    }
}
