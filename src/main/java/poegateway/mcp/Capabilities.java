package poegateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;
import poegateway.mcp.feature.Changes.Change.OfList;
import poegateway.mcp.feature.McpTasks;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.message.McpJson;

/** What a server says that it can, in each era: no more than it does. */
final class Capabilities {
    private static final String LIST_CHANGED = "listChanged";

    private Capabilities() {}

    /** In a session no change of a list is told. */
    static ObjectNode inSession(ServerFeatures features) {
        ObjectNode all = common(features, list -> false);
        if (features.logs()) {
            all.putObject("logging");
        }
        return all;
    }

    static ObjectNode stateless(ServerFeatures features) {
        ObjectNode all = common(
                features,
                list -> features.changes().filter(changes -> changes.isOf(list)).isPresent());
        features.tasks().ifPresent(tasks -> all.putObject("extensions").putObject(McpTasks.EXTENSION));
        return all;
    }

    private static ObjectNode common(ServerFeatures features, Predicate<OfList> tells) {
        ObjectNode all = McpJson.object();
        all.putObject("tools").put(LIST_CHANGED, tells.test(OfList.TOOLS));
        features.resources()
                .ifPresent(some -> all.putObject("resources")
                        .put("subscribe", features.changes().isPresent())
                        .put(LIST_CHANGED, tells.test(OfList.RESOURCES)));
        features.prompts().ifPresent(some -> all.putObject("prompts").put(LIST_CHANGED, tells.test(OfList.PROMPTS)));
        features.completion().ifPresent(some -> all.putObject("completions"));
        return all;
    }
}
