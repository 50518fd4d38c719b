package poegateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import poegateway.mcp.feature.McpTasks;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.message.McpJson;

/** What a server says that it can, in each era: no more than it does. */
final class Capabilities {
    private static final String LIST_CHANGED = "listChanged";

    private Capabilities() {}

    /** In a session nothing is told of changes, since nothing is sent but what belongs to a request. */
    static ObjectNode inSession(ServerFeatures features) {
        ObjectNode all = common(features, false);
        if (features.logs()) {
            all.putObject("logging");
        }
        return all;
    }

    static ObjectNode stateless(ServerFeatures features) {
        ObjectNode all = common(features, features.changes().isPresent());
        features.tasks().ifPresent(tasks -> all.putObject("extensions").putObject(McpTasks.EXTENSION));
        return all;
    }

    private static ObjectNode common(ServerFeatures features, boolean tellsChanges) {
        ObjectNode all = McpJson.object();
        all.putObject("tools").put(LIST_CHANGED, tellsChanges);
        features.resources()
                .ifPresent(some -> all.putObject("resources")
                        .put("subscribe", tellsChanges)
                        .put(LIST_CHANGED, tellsChanges));
        features.prompts().ifPresent(some -> all.putObject("prompts").put(LIST_CHANGED, tellsChanges));
        features.completion().ifPresent(some -> all.putObject("completions"));
        return all;
    }
}
