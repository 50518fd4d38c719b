package poegateway.mcp.conformance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import poegateway.mcp.feature.Changes;
import poegateway.mcp.feature.McpTasks;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.OfferedTools;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.job.ToolJobs;
import poegateway.mcp.message.McpJson;

/** All that the suite asks for. */
public final class ConformanceFeatures {
    private ConformanceFeatures() {}

    /** Without tasks. */
    public static ServerFeatures all() {
        return with(List.of(), Optional.empty());
    }

    /** The same, and tasks. */
    public static ServerFeatures all(ToolJobs jobs) {
        return with(TaskTools.all(jobs), Optional.of(jobs.tasks()));
    }

    private static ServerFeatures with(List<McpTool> more, Optional<McpTasks> tasks) {
        Changes changes = new Changes(EnumSet.allOf(Changes.Change.OfList.class));
        List<McpTool> tools = new ArrayList<>(ContentTools.of(changes));
        tools.addAll(AskingTools.all());
        tools.addAll(more);
        return new ServerFeatures(
                McpJson.object().put("name", "poe-gateway-conformance").put("version", "1"),
                "For the conformance suite.",
                new OfferedTools(tools),
                Optional.of(new SampleResources()),
                Optional.of(new SamplePrompts()),
                Optional.of((reference, argument, begun, origin) -> List.of(begun + "is", begun + "ty")),
                tasks,
                Optional.of(changes),
                true);
    }
}
