package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Map;
import poegateway.core.Caller;
import poegateway.core.failure.FailureException;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.PlainTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.McpJson;
import poegateway.relay.PointsClient;

/** Tells what is left, and what was used. */
final class GetUsage {
    private static final McpTool.Declaration DECLARATION = McpTool.Declaration.listed(ToolFilter.DEFAULT, """
            {"name": "get_usage", "title": "Points and usage",
             "description": "Points left on the Poe account, what this key used through these tools in the last day, by model, and, for keys with the scope admin, what points of the account were spent for. Free.",
             "inputSchema": {"type": "object", "properties": {
               "bot": {"type": "string", "description": "Only this model"},
               "period": {"type": "string", "enum": ["hour", "day", "month"], "default": "day", "description": "Of the history"},
               "limit": {"type": "integer", "minimum": 0, "maximum": 100, "default": 10}}},
             "annotations": {"readOnlyHint": true, "openWorldHint": true}}
            """);

    private final PointsClient points;
    private final UsageBook usage;
    private final InstantSource clock;

    private GetUsage(PointsClient points, UsageBook usage, InstantSource clock) {
        this.points = points;
        this.clock = clock;
        this.usage = usage;
    }

    static McpTool of(PointsClient points, UsageBook usage, InstantSource clock) {
        return new PlainTool(DECLARATION, new GetUsage(points, usage, clock)::answer);
    }

    private ToolAnswer answer(McpCall call, ToolArguments arguments) {
        ObjectNode structured = McpJson.object();
        String wanted = arguments.text("bot", "model", "bot_name").orElse("");
        points(call, PointsHistory.of(arguments), wanted, structured);
        UsageBook.Sum all = UsageBook.Sum.NOTHING;
        ArrayNode byBot = McpJson.object().putArray("by_bot");
        Map<String, UsageBook.Sum> used = usage.of(call.origin().caller().id());
        for (Map.Entry<String, UsageBook.Sum> one : used.entrySet()) {
            if (wanted.isEmpty() || wanted.equalsIgnoreCase(one.getKey())) {
                all = all.plus(one.getValue());
                byBot.add(written(McpJson.object().put("bot", one.getKey()), one.getValue()));
            }
        }
        written(structured, all).set("by_bot", byBot);
        return ToolAnswer.of(structured);
    }

    /** What Poe tells of the account. */
    private void points(McpCall call, PointsHistory asked, String bot, ObjectNode structured) {
        Caller caller = call.origin().caller();
        ArrayNode warnings = McpJson.object().putArray("warnings");
        try {
            structured.put("balance_points", points.left(caller.account(), call.cancellation()));
            if (PointsHistory.isFor(caller)) {
                asked.write(structured, points.history(caller.account(), call.cancellation()), bot, clock.instant());
            } else if (asked.asked()) {
                warnings.add("what points of the account were spent for is shown to keys with the scope admin,"
                        + " and to callers who bring a Poe key of their own");
            }
        } catch (FailureException untold) {
            call.cancellation().check();
            warnings.add("Poe does not tell: " + untold.failure().message());
        }
        if (!warnings.isEmpty()) {
            structured.set("warnings", warnings);
        }
    }

    private static ObjectNode written(ObjectNode into, UsageBook.Sum sum) {
        return into.put("requests", sum.requests())
                .put("prompt_tokens", sum.promptTokens())
                .put("completion_tokens", sum.completionTokens())
                .put("usd_estimated", Cost.plain(sum.dollars()));
    }
}
