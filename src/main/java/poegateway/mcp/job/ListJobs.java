package poegateway.mcp.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.message.McpJson;

/** Tells which jobs this key has. */
final class ListJobs implements McpTool {
    private static final Declaration DECLARATION = Declaration.listed("jobs", """
            {"name": "list_jobs", "title": "List jobs",
             "description": "Jobs of this key, the newest first: what runs, and what ended within the last hour. Free. get_job gives what came of one.",
             "inputSchema": {"type": "object", "properties": {
               "limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 20}}},
             "annotations": {"readOnlyHint": true, "openWorldHint": false}}
            """);

    private static final long LIMIT = 20;
    private static final long LIMIT_MAX = 500;

    private final ToolJobs jobs;

    ListJobs(ToolJobs jobs) {
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
        ToolArguments arguments = new ToolArguments(call.arguments());
        long limit = arguments.whole("limit", 1, LIMIT_MAX).orElse(LIMIT);
        List<ToldJob> known = jobs.list(call.origin().caller().id());
        known.stream().limit(limit).forEach(job -> all.add(listed(job)));
        structured.put("total", known.size());
        return ToolAnswer.of(structured);
    }

    private static ObjectNode listed(ToldJob job) {
        return job.summary()
                .put("begun_at", job.createdAt().toString())
                .put("asked", job.asked().words());
    }
}
