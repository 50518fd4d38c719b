package poegateway.simulator.models;

import java.util.List;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;

/** Models that are there, though the list of models does not have them. */
final class UnlistedModels {
    private UnlistedModels() {}

    static List<MagicModel> models() {
        return List.of(new MagicModel("unlisted-model", "an ordinary reply; it is in no list", ModelContext::ordinary));
    }
}
