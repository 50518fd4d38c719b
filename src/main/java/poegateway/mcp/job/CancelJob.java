package poegateway.mcp.job;

import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;

/** Stops what another call began. */
final class CancelJob implements McpTool {
    private static final Declaration DECLARATION = Declaration.listed("jobs", """
            {"name": "cancel_job", "title": "Stop a job",
             "description": "Stops a job that runs. Poe may have been paid for what it had begun. One that has ended stays as it is.",
             "inputSchema": {"type": "object", "required": ["job_id"], "properties": {"job_id": {"type": "string"}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": true, "idempotentHint": true, "openWorldHint": true}}
            """);

    private final ToolJobs jobs;

    CancelJob(ToolJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public ToolAnswer call(McpCall call) {
        String owner = call.origin().caller().id();
        String id = new ToolArguments(call.arguments()).need("job_id", "id");
        ToldJob before = jobs.known(owner, id);
        var unused = jobs.cancel(owner, id);
        return ToolAnswer.of(jobs.find(owner, id).orElse(before).summary());
    }
}
