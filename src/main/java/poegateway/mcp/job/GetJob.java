package poegateway.mcp.job;

import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolFilter;

/** Waits for what another call began. */
final class GetJob implements McpTool {
    private static final Declaration DECLARATION = Declaration.listed(ToolFilter.DEFAULT, """
            {"name": "get_job", "title": "Wait for a job",
             "description": "Waits for a job that another tool began and gives what came of it. Free; may be called again, for an hour after it ended. Whoever stops waiting stops nothing.",
             "inputSchema": {"type": "object", "required": ["job_id"], "properties": {
               "job_id": {"type": "string"},
               "wait_seconds": {"type": "integer", "minimum": 0, "maximum": 600, "default": 45}}},
             "annotations": {"readOnlyHint": true, "openWorldHint": true}}
            """);

    private final ToolJobs jobs;

    GetJob(ToolJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public ToolAnswer call(McpCall call) {
        ToolArguments arguments = new ToolArguments(call.arguments());
        String id = arguments.need("job_id", "id");
        return jobs.await(call, id, WaitTime.of(arguments).forJob()).answer();
    }
}
