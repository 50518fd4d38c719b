package poegateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.message.McpJson;

/** Methods of the era without sessions. */
final class StatelessMethods {
    private final ServerFeatures features;
    private final FeatureMethods offered;
    private final Subscriptions subscriptions;

    StatelessMethods(ServerFeatures features, FeatureMethods offered, Subscriptions subscriptions) {
        this.features = features;
        this.offered = offered;
        this.subscriptions = subscriptions;
    }

    /** By their names. */
    Map<String, Method> all() {
        Map<String, Method> all = new HashMap<>(offered.all());
        all.put("server/discover", request -> discover());
        all.putAll(subscriptions.all());
        features.tasks().ifPresent(tasks -> all.putAll(new TaskMethods(tasks).all()));
        return all;
    }

    private ObjectNode discover() {
        ObjectNode result = McpJson.object();
        Era.STATELESS.versions().forEach(result.withArray("supportedVersions")::add);
        result.set("capabilities", Capabilities.stateless(features));
        return result.put("instructions", features.instructions());
    }
}
