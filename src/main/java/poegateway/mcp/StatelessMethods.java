package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import poegateway.core.Cancellation;
import poegateway.mcp.feature.Changes;
import poegateway.mcp.feature.Changes.Change;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.message.McpJson;

/** Methods of the era without sessions. */
final class StatelessMethods {
    private static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
    private static final String RESOURCES = "resourceSubscriptions";

    private static final Map<Change.OfList, String> LISTS = Map.of(
            Change.OfList.TOOLS, "toolsListChanged",
            Change.OfList.PROMPTS, "promptsListChanged",
            Change.OfList.RESOURCES, "resourcesListChanged");

    private final ServerFeatures features;
    private final FeatureMethods offered;

    StatelessMethods(ServerFeatures features, FeatureMethods offered) {
        this.features = features;
        this.offered = offered;
    }

    /** By their names. */
    Map<String, Method> all() {
        Map<String, Method> all = new HashMap<>(offered.all());
        all.put("server/discover", request -> discover());
        features.changes().ifPresent(changes -> all.put("subscriptions/listen", request -> listen(request, changes)));
        features.tasks().ifPresent(tasks -> all.putAll(new TaskMethods(tasks).all()));
        return all;
    }

    private ObjectNode discover() {
        ObjectNode result = McpJson.object();
        Era.STATELESS.versions().forEach(result.withArray("supportedVersions")::add);
        result.set("capabilities", Capabilities.stateless(features));
        return result.put("instructions", features.instructions());
    }

    /** Tells changes until the client leaves, or the gateway stops. */
    private static ObjectNode listen(McpRequest request, Changes changes) {
        JsonNode wanted = request.params().path("notifications");
        CountDownLatch over = new CountDownLatch(1);
        acknowledge(request, wanted);
        Cancellation.Registration ends = request.cancellation().onCancel(over::countDown);
        Changes.Registration listening = changes.listen(change -> tell(request, wanted, change));
        try (listening) {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            ends.close();
        }
        ObjectNode result = McpJson.object();
        result.putObject("_meta").set(SUBSCRIPTION_ID, request.rpc().id());
        return result;
    }

    private static void acknowledge(McpRequest request, JsonNode wanted) {
        ObjectNode params = McpJson.object();
        ObjectNode agreed = params.putObject("notifications");
        LISTS.values().stream()
                .filter(name -> wanted.path(name).asBoolean())
                .sorted()
                .forEach(name -> agreed.put(name, true));
        if (wanted.path(RESOURCES).isArray()) {
            agreed.set(RESOURCES, wanted.path(RESOURCES));
        }
        send(request, "notifications/subscriptions/acknowledged", params);
    }

    private static void tell(McpRequest request, JsonNode wanted, Change change) {
        switch (change) {
            case Change.OfList list -> {
                if (wanted.path(LISTS.get(list)).asBoolean()) {
                    String name = list.name().toLowerCase(java.util.Locale.ROOT);
                    send(request, "notifications/" + name + "/list_changed", McpJson.object());
                }
            }
            case Change.OfResource resource -> {
                if (uris(wanted).contains(resource.uri())) {
                    send(
                            request,
                            "notifications/resources/updated",
                            McpJson.object().put("uri", resource.uri()));
                }
            }
        }
    }

    private static Set<String> uris(JsonNode wanted) {
        Set<String> uris = new HashSet<>();
        wanted.path(RESOURCES).forEach(uri -> uris.add(uri.asText()));
        return uris;
    }

    private static void send(McpRequest request, String method, ObjectNode params) {
        params.putObject("_meta").set(SUBSCRIPTION_ID, request.rpc().id());
        request.outbox().send(McpJson.notification(method, params));
    }
}
