package poegateway.mcp.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.McpJson;

/** A tool that is its declaration and a few lines. */
record SampleTool(McpTool.Declaration declaration, Function<McpCall, ToolAnswer> work) implements McpTool {
    private static final String NOTHING = "{\"type\":\"object\",\"additionalProperties\":false}";

    /** One without arguments. */
    static SampleTool of(String name, Function<McpCall, ToolAnswer> work) {
        return of(name, NOTHING, work);
    }

    static SampleTool of(String name, String schema, Function<McpCall, ToolAnswer> work) {
        ObjectNode json = McpJson.object().put("name", name).put("description", "For the conformance suite.");
        json.set("inputSchema", McpJson.object(schema));
        return new SampleTool(new McpTool.Declaration(json, Optional.of(ToolFilter.DEFAULT)), work);
    }

    @Override
    public ToolAnswer call(McpCall call) {
        return work.apply(call);
    }
}
