package poegateway.mcp.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.McpTool.Declaration;
import poegateway.mcp.feature.PlainTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.McpJson;

/** Tools that look at what other calls began. */
final class JobTools {
    private static final Declaration GET = Declaration.listed(ToolFilter.DEFAULT, """
            {"name": "get_job", "title": "Wait for a job",
             "description": "Waits for a job that another tool started, and returns its result. Free; may be called again, until an hour after the job ended. Ending the wait does not stop the job.",
             "inputSchema": {"type": "object", "required": ["job_id"], "properties": {
               "job_id": {"type": "string"},
               "wait_seconds": {"type": "integer", "minimum": 0, "maximum": 600, "default": 45}}},
             "annotations": {"readOnlyHint": true, "openWorldHint": true}}
            """);
    ;
    private static final Declaration LIST = Declaration.listed("jobs", """
            {"name": "list_jobs", "title": "List jobs",
             "description": "Jobs of this key, newest first: those running, and those that ended within the last hour. Free. get_job returns the result of one.",
             "inputSchema": {"type": "object", "properties": {
               "limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 20}}},
             "annotations": {"readOnlyHint": true, "openWorldHint": false}}
            """);
    ;
    private static final Declaration CANCEL = Declaration.listed("jobs", """
            {"name": "cancel_job", "title": "Stop a job",
             "description": "Stops a running job. Poe may charge for what it had begun. A job that has ended stays as it is.",
             "inputSchema": {"type": "object", "required": ["job_id"], "properties": {"job_id": {"type": "string"}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": true, "idempotentHint": true, "openWorldHint": true}}
            """);
    ;

    private static final long LIMIT = 20;
    private static final long LIMIT_MAX = 500;

    private final ToolJobs jobs;

    private JobTools(ToolJobs jobs) {
        this.jobs = jobs;
    }

    static List<McpTool> of(ToolJobs jobs) {
        JobTools tools = new JobTools(jobs);
        return List.of(
                new PlainTool(GET, tools::get), new PlainTool(LIST, tools::list), new PlainTool(CANCEL, tools::cancel));
    }

    private ToolAnswer get(McpCall call, ToolArguments arguments) {
        return jobs.await(call, id(arguments), WaitTime.of(arguments).forJob()).answer();
    }

    private ToolAnswer list(McpCall call, ToolArguments arguments) {
        ObjectNode structured = McpJson.object();
        ArrayNode all = structured.putArray("jobs");
        long limit = arguments.whole("limit", 1, LIMIT_MAX).orElse(LIMIT);
        List<ToldJob> known = jobs.list(owner(call));
        known.stream().limit(limit).forEach(job -> all.add(listed(job)));
        return ToolAnswer.of(structured.put("total", known.size()));
    }

    private static ObjectNode listed(ToldJob job) {
        return job.summary()
                .put("begun_at", job.createdAt().toString())
                .put("asked", job.asked().words());
    }

    private ToolAnswer cancel(McpCall call, ToolArguments arguments) {
        String id = id(arguments);
        ToldJob before = jobs.known(owner(call), id);
        var unused = jobs.cancel(owner(call), id);
        return ToolAnswer.of(jobs.find(owner(call), id).orElse(before).summary());
    }

    private static String owner(McpCall call) {
        return call.origin().caller().id();
    }

    private static String id(ToolArguments arguments) {
        return arguments.need("job_id", "id");
    }
}
