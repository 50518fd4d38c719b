package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.message.McpJson;

/** Tells which jobs this key has. */
final class ListJobs implements McpTool {
    private static final Declaration DECLARATION = ToolText.of("jobs", """
            {"name": "list_jobs", "title": "List jobs",
             "description": "Jobs of this key, the newest first. Free.",
             "inputSchema": {"type": "object", "properties": {}},
             "annotations": {"readOnlyHint": true, "openWorldHint": false}}
            """);

    private final VideoJobs jobs;

    ListJobs(VideoJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public ToolAnswer call(McpCall call) {
        ObjectNode structured = McpJson.object();
        ArrayNode all = structured.putArray("jobs");
        jobs.videos().list(call.origin().caller().id()).forEach(job -> all.add(VideoJobs.summary(job)));
        return ToolAnswer.of(structured);
    }
}
