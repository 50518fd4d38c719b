package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import poegateway.mcp.feature.McpTasks;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;

/** Methods of the extension for tasks. */
final class TaskMethods {
    private final McpTasks tasks;

    TaskMethods(McpTasks tasks) {
        this.tasks = tasks;
    }

    /** By their names. */
    Map<String, Method> all() {
        return Map.of("tasks/get", this::get, "tasks/cancel", this::cancel, "tasks/update", this::update);
    }

    private ObjectNode get(McpRequest request) {
        return tasks.find(request.owner(), id(request)).orElseThrow(TaskMethods::unknown);
    }

    private ObjectNode cancel(McpRequest request) {
        if (!tasks.cancel(request.owner(), id(request))) {
            throw unknown();
        }
        return McpJson.object();
    }

    private ObjectNode update(McpRequest request) {
        String id = id(request);
        if (!(request.params().path("inputResponses") instanceof ObjectNode answers)) {
            throw new RpcException(RpcError.Kind.BAD_PARAMS, "'params.inputResponses' must be an object.");
        }
        if (!tasks.answer(request.owner(), id, answers)) {
            throw unknown();
        }
        return McpJson.object();
    }

    /** The task that is meant, for a client that takes tasks. */
    private static String id(McpRequest request) {
        requireTasks(request);
        JsonNode id = request.params().path("taskId");
        if (!id.isTextual()) {
            throw new RpcException(RpcError.Kind.BAD_PARAMS, "'params.taskId' must be a string.");
        }
        return id.asText();
    }

    /** @throws RpcException where the client does not say that it takes tasks */
    static void requireTasks(McpRequest request) {
        if (!request.envelope().client().capabilities().contains(McpTasks.EXTENSION)) {
            ObjectNode data = McpJson.object();
            data.putObject("requiredCapabilities").putObject("extensions").putObject(McpTasks.EXTENSION);
            throw new RpcException(
                    RpcError.Kind.MISSING_CAPABILITY,
                    "This needs a client that declares in each request that it supports tasks.",
                    data);
        }
    }

    private static RpcException unknown() {
        return new RpcException(
                RpcError.Kind.BAD_PARAMS,
                "There is no such task for this key; it is forgotten 60 minutes after its end, and when the gateway "
                        + "stops.");
    }
}
