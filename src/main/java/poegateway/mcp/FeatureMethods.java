package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import poegateway.core.failure.FailureException;
import poegateway.core.text.SafeText;
import poegateway.mcp.feature.McpCompletion;
import poegateway.mcp.feature.McpPrompts;
import poegateway.mcp.feature.McpResources;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.session.ServerRequests;

/** Methods that use what the server offers; the same in both eras. */
final class FeatureMethods {
    private static final int NAME_CHARS_MAX = 128;
    private static final int COMPLETIONS_MAX = 100;

    private final ServerFeatures features;
    private final ServerRequests asked;
    private final RequestState state;

    FeatureMethods(ServerFeatures features, ServerRequests asked, RequestState state) {
        this.features = features;
        this.asked = asked;
        this.state = state;
    }

    /** By their names. */
    Map<String, Method> all() {
        Map<String, Method> all = new HashMap<>(Map.of("tools/list", this::tools, "tools/call", this::call));
        features.resources().ifPresent(resources -> {
            all.put("resources/list", request -> listed("resources", resources.list(request.origin())));
            all.put("resources/templates/list", request -> listed("resourceTemplates", resources.templates()));
            all.put("resources/read", request -> read(request, resources));
        });
        features.prompts().ifPresent(prompts -> {
            all.put("prompts/list", request -> listed("prompts", prompts.list()));
            all.put("prompts/get", request -> prompt(request, prompts));
        });
        features.completion()
                .ifPresent(completion -> all.put("completion/complete", request -> completed(request, completion)));
        return all;
    }

    private ObjectNode tools(McpRequest request) {
        return listed(
                "tools",
                features.tools().listed(request.filter(), request.origin().caller()).stream()
                        .map(McpTool.Declaration::json)
                        .toList());
    }

    private static ObjectNode listed(String name, List<ObjectNode> all) {
        ObjectNode result = McpJson.object();
        result.putArray(name).addAll(all);
        return result;
    }

    private ObjectNode call(McpRequest request) {
        String name = text(request, "name");
        McpTool tool = features.tools()
                .find(name, request.filter())
                .orElseThrow(() -> new RpcException(
                        RpcError.Kind.BAD_PARAMS, "Unknown tool: " + SafeText.printable(name, NAME_CHARS_MAX)));
        try {
            return tool.call(running(request)).json();
        } catch (ToolException cannot) {
            return ToolAnswer.failure(cannot.sentence()).json();
        } catch (FailureException failed) {
            return ToolAnswer.failure(failed.failure()).json();
        }
    }

    private ObjectNode read(McpRequest request, McpResources resources) {
        String uri = text(request, "uri");
        List<ObjectNode> contents = resources
                .read(uri, running(request))
                .orElseThrow(() -> new RpcException(
                        request.envelope().era() == Era.STATELESS
                                ? RpcError.Kind.BAD_PARAMS
                                : RpcError.Kind.UNKNOWN_RESOURCE,
                        "There is no such resource.",
                        McpJson.object().put("uri", SafeText.printable(uri, NAME_CHARS_MAX))));
        ObjectNode result = listed("contents", contents);
        boolean changes = request.envelope().era() == Era.STATELESS && resources.tellsChanges(uri, request.origin());
        return changes ? StatelessResults.notToBeUsedAgain(result) : result;
    }

    private ObjectNode prompt(McpRequest request, McpPrompts prompts) {
        String name = text(request, "name");
        try {
            return prompts.get(name, running(request))
                    .orElseThrow(() -> new RpcException(
                            RpcError.Kind.BAD_PARAMS, "Unknown prompt: " + SafeText.printable(name, NAME_CHARS_MAX)));
        } catch (ToolException missing) {
            throw new RpcException(RpcError.Kind.BAD_PARAMS, missing.sentence());
        }
    }

    private static ObjectNode completed(McpRequest request, McpCompletion completion) {
        JsonNode argument = request.params().path("argument");
        if (!(request.params().path("ref") instanceof ObjectNode reference) || !argument.isObject()) {
            throw new RpcException(RpcError.Kind.BAD_PARAMS, "'ref' and 'argument' must be objects.");
        }
        List<String> values = completion.complete(
                reference,
                argument.path("name").asText(),
                argument.path("value").asText(),
                request.origin());
        ObjectNode result = McpJson.object();
        ObjectNode shownValues = result.putObject("completion");
        ArrayNode shown = shownValues.putArray("values");
        values.stream().limit(COMPLETIONS_MAX).forEach(shown::add);
        shownValues.put("total", values.size()).put("hasMore", values.size() > COMPLETIONS_MAX);
        return result;
    }

    private RunningCall running(McpRequest request) {
        JsonNode arguments = request.params().path("arguments");
        if (!arguments.isMissingNode() && !arguments.isObject()) {
            throw new RpcException(RpcError.Kind.BAD_PARAMS, "'arguments' must be an object.");
        }
        return new RunningCall(
                request,
                arguments instanceof ObjectNode given ? given : McpJson.object(),
                state.opened(request),
                asked);
    }

    private static String text(McpRequest request, String name) {
        JsonNode given = request.params().path(name);
        if (!given.isTextual()) {
            throw new RpcException(RpcError.Kind.BAD_PARAMS, "'params." + name + "' is a text.");
        }
        return given.asText();
    }
}
