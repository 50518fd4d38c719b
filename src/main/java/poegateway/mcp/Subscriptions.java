package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import poegateway.core.Cancellation;
import poegateway.mcp.feature.Changes;
import poegateway.mcp.feature.Changes.Change;
import poegateway.mcp.feature.McpTasks;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.message.McpJson;

/** Streams on which clients without a session are told of changes: of lists, of resources, and of their own tasks. */
final class Subscriptions {
    private static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
    private static final String RESOURCES = "resourceSubscriptions";
    private static final String TASKS = "taskIds";

    private static final Map<Change.OfList, String> LISTS = Map.of(
            Change.OfList.TOOLS, "toolsListChanged",
            Change.OfList.PROMPTS, "promptsListChanged",
            Change.OfList.RESOURCES, "resourcesListChanged");

    private final ServerFeatures features;
    private final Set<PendingChanges> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /** What a client wants to hear of, as far as there is something to be told. */
    private record Agreed(Set<Change.OfList> lists, Set<String> uris, Set<String> tasks) {
        boolean holds(Change change, String owner) {
            return switch (change) {
                case Change.OfList list -> lists.contains(list);
                case Change.OfResource resource -> resource.owner().equals(owner) && uris.contains(resource.uri());
            };
        }
    }

    Subscriptions(ServerFeatures features) {
        this.features = features;
    }

    /** The methods, by their names: none where there is nothing to be told. */
    Map<String, Method> all() {
        return features.changes().isPresent() || features.tasks().isPresent()
                ? Map.of("subscriptions/listen", this::listen)
                : Map.of();
    }

    /** Every stream ends well, and those that begin later end at once. */
    void end() {
        ended = true;
        open.forEach(PendingChanges::end);
    }

    /** Tells changes until the client leaves, or the gateway stops. */
    private ObjectNode listen(McpRequest request) {
        Agreed agreed = agreed(request, request.params().path("notifications"));
        PendingChanges pending = new PendingChanges(change -> agreed.holds(change, request.owner()));
        open.add(pending);
        if (ended) {
            pending.end();
        }
        PendingChanges.Taker taker = pending.taker();
        Cancellation.Registration ends = request.cancellation().onCancel(pending::end);
        Changes.Registration listening =
                features.changes().map(changes -> changes.listen(pending::add)).orElse(() -> {});
        try (listening) {
            acknowledge(request, agreed); // before all that is told
            agreed.tasks.forEach(id -> tellEnd(request, id, pending));
            for (Optional<Change> next = taker.take(); next.isPresent(); next = taker.take()) {
                tell(request, next.get());
            }
        } finally {
            open.remove(pending);
            pending.end();
            ends.close();
        }
        ObjectNode result = McpJson.object();
        result.putObject("_meta").set(SUBSCRIPTION_ID, request.rpc().id());
        return result;
    }

    private Agreed agreed(McpRequest request, JsonNode wanted) {
        Set<Change.OfList> lists = LISTS.keySet().stream()
                .filter(list -> wanted.path(LISTS.get(list)).asBoolean())
                .filter(list ->
                        features.changes().filter(changes -> changes.isOf(list)).isPresent())
                .collect(Collectors.toUnmodifiableSet());
        return new Agreed(lists, uris(request, wanted), tasks(request, wanted));
    }

    /** Those of the addresses whose changes this client may hear of. */
    private Set<String> uris(McpRequest request, JsonNode wanted) {
        Set<String> uris = new LinkedHashSet<>();
        features.resources().filter(some -> features.changes().isPresent()).ifPresent(resources -> {
            for (JsonNode uri : wanted.path(RESOURCES)) {
                if (uri.isTextual()
                        && uris.size() < SessionStreams.SUBSCRIBED_MAX
                        && resources.tellsChanges(uri.asText(), request.origin())) {
                    uris.add(uri.asText());
                }
            }
        });
        return uris;
    }

    /** Those of the tasks that the client wants to hear of that are its own. */
    private Set<String> tasks(McpRequest request, JsonNode wanted) {
        Set<String> own = new LinkedHashSet<>();
        if (features.tasks().isPresent() && wanted.path(TASKS).isArray()) {
            TaskMethods.requireTasks(request);
            McpTasks tasks = features.tasks().get();
            for (JsonNode id : wanted.path(TASKS)) {
                if (id.isTextual() && tasks.find(request.owner(), id.asText()).isPresent()) {
                    own.add(id.asText());
                }
            }
        }
        return own;
    }

    private void tellEnd(McpRequest request, String id, PendingChanges pending) {
        features.tasks()
                .ifPresent(tasks -> tasks.onEnd(request.owner(), id, task -> {
                    if (!pending.isOver()) {
                        send(request, "notifications/tasks", task);
                    }
                }));
    }

    private static void acknowledge(McpRequest request, Agreed agreed) {
        ObjectNode params = McpJson.object();
        ObjectNode told = params.putObject("notifications");
        agreed.lists.stream().map(LISTS::get).sorted().forEach(name -> told.put(name, true));
        if (request.params().path("notifications").path(RESOURCES).isArray()) {
            agreed.uris.forEach(told.putArray(RESOURCES)::add);
        }
        if (!agreed.tasks.isEmpty()) {
            agreed.tasks.forEach(told.putArray(TASKS)::add);
        }
        send(request, "notifications/subscriptions/acknowledged", params);
    }

    private static void tell(McpRequest request, Change change) {
        switch (change) {
            case Change.OfList list ->
                send(
                        request,
                        "notifications/" + list.name().toLowerCase(Locale.ROOT) + "/list_changed",
                        McpJson.object());
            case Change.OfResource resource ->
                send(request, SessionStream.UPDATED, McpJson.object().put("uri", resource.uri()));
        }
    }

    private static void send(McpRequest request, String method, ObjectNode params) {
        params.putObject("_meta").set(SUBSCRIPTION_ID, request.rpc().id());
        request.outbox().send(McpJson.notification(method, params));
    }
}
