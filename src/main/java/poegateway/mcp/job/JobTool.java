package poegateway.mcp.job;

import java.util.List;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;

/** A tool whose work is done in a job. */
record JobTool(LastingTool tool, ToolJobs jobs) implements McpTool {
    @Override
    public Declaration declaration() {
        return tool.declaration();
    }

    @Override
    public ToolAnswer call(McpCall call) {
        ToolArguments arguments = new ToolArguments(call.arguments());
        WaitTime wait = WaitTime.of(arguments);
        SpendingLimit limit = SpendingLimit.of(arguments);
        LastingTool.Asked asked = tool.read(call, arguments);
        limit.check(call, asked.model(), asked.points());
        List<String> unknown = arguments.unknown(declaration());
        return jobs.answer(call, declaration().name(), asked.ignoring(unknown), wait.forCall(call))
                .ignoring(unknown);
    }
}
