package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
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
    private final Set<CountDownLatch> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

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
        open.forEach(CountDownLatch::countDown);
    }

    /** Tells changes until the client leaves, or the gateway stops. */
    private ObjectNode listen(McpRequest request) {
        JsonNode wanted = request.params().path("notifications");
        Set<String> tasks = tasks(request, wanted);
        CountDownLatch over = new CountDownLatch(1);
        open.add(over);
        Cancellation.Registration ends = request.cancellation().onCancel(over::countDown);
        Changes.Registration listening = acknowledged(request, wanted, tasks);
        try (listening) {
            tasks.forEach(id -> tellEnd(request, id, over));
            if (!ended) {
                over.await();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(over);
            over.countDown();
            ends.close();
        }
        ObjectNode result = McpJson.object();
        result.putObject("_meta").set(SUBSCRIPTION_ID, request.rpc().id());
        return result;
    }

    /** From now on all changes are told, and none of them before the client knows that they are. */
    private Changes.Registration acknowledged(McpRequest request, JsonNode wanted, Set<String> tasks) {
        ReentrantLock order = new ReentrantLock();
        order.lock();
        try {
            Changes.Registration listening = features.changes()
                    .map(changes -> changes.listen(change -> {
                        order.lock();
                        try {
                            tell(request, wanted, change);
                        } finally {
                            order.unlock();
                        }
                    }))
                    .orElse(() -> {});
            acknowledge(request, wanted, tasks);
            return listening;
        } finally {
            order.unlock();
        }
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

    private void tellEnd(McpRequest request, String id, CountDownLatch over) {
        features.tasks()
                .ifPresent(tasks -> tasks.onEnd(request.owner(), id, task -> {
                    if (over.getCount() > 0) {
                        send(request, "notifications/tasks", task);
                    }
                }));
    }

    private static void acknowledge(McpRequest request, JsonNode wanted, Set<String> tasks) {
        ObjectNode params = McpJson.object();
        ObjectNode agreed = params.putObject("notifications");
        LISTS.values().stream()
                .filter(name -> wanted.path(name).asBoolean())
                .sorted()
                .forEach(name -> agreed.put(name, true));
        if (wanted.path(RESOURCES).isArray()) {
            agreed.set(RESOURCES, wanted.path(RESOURCES));
        }
        if (!tasks.isEmpty()) {
            tasks.forEach(agreed.putArray(TASKS)::add);
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
