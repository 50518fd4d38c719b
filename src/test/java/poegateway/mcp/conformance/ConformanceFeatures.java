package poegateway.mcp.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import poegateway.mcp.feature.Changes;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.OfferedTools;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.message.McpJson;

/** All that the suite asks for. */
public final class ConformanceFeatures {
    private ConformanceFeatures() {}

    public static ServerFeatures all() {
        Changes changes = new Changes();
        List<McpTool> tools = new ArrayList<>(ContentTools.of(changes));
        tools.addAll(AskingTools.all());
        return new ServerFeatures(
                McpJson.object().put("name", "poe-gateway-conformance").put("version", "1"),
                "For the conformance suite.",
                new OfferedTools(tools),
                Optional.of(new SampleResources()),
                Optional.of(new SamplePrompts()),
                Optional.of((reference, argument, begun, origin) -> List.of(begun + "is", begun + "ty")),
                Optional.empty(),
                Optional.of(changes),
                true);
    }
}
