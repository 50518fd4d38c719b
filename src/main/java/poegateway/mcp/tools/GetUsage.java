package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import poegateway.core.failure.FailureException;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.McpJson;
import poegateway.relay.BalanceClient;

/** Tells what is left, and what was used. */
final class GetUsage implements McpTool {
    private static final Declaration DECLARATION = Declaration.listed(ToolFilter.DEFAULT, """
            {"name": "get_usage", "title": "Points and usage",
             "description": "Points left on the Poe account, and what this key used through these tools in the last day, by model. Free.",
             "inputSchema": {"type": "object", "properties": {
               "bot": {"type": "string", "description": "Only this model"}}},
             "annotations": {"readOnlyHint": true, "openWorldHint": true}}
            """);

    private final BalanceClient balance;
    private final UsageBook usage;

    GetUsage(BalanceClient balance, UsageBook usage) {
        this.balance = balance;
        this.usage = usage;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public ToolAnswer call(McpCall call) {
        ToolArguments arguments = new ToolArguments(call.arguments());
        ObjectNode structured = McpJson.object();
        try {
            structured.put(
                    "balance_points", balance.points(call.origin().caller().account(), call.cancellation()));
        } catch (FailureException untold) {
            call.cancellation().check();
            structured
                    .putArray("warnings")
                    .add("Poe does not tell the balance: " + untold.failure().message());
        }
        UsageBook.Sum all = UsageBook.Sum.NOTHING;
        ArrayNode byBot = McpJson.object().putArray("by_bot");
        Map<String, UsageBook.Sum> used = usage.of(call.origin().caller().id());
        String wanted = arguments.text("bot", "model", "bot_name").orElse("");
        for (Map.Entry<String, UsageBook.Sum> one : used.entrySet()) {
            if (wanted.isEmpty() || wanted.equalsIgnoreCase(one.getKey())) {
                all = all.plus(one.getValue());
                byBot.add(written(McpJson.object().put("bot", one.getKey()), one.getValue()));
            }
        }
        written(structured, all).set("by_bot", byBot);
        return ToolAnswer.of(structured);
    }

    private static ObjectNode written(ObjectNode into, UsageBook.Sum sum) {
        return into.put("requests", sum.requests())
                .put("prompt_tokens", sum.promptTokens())
                .put("completion_tokens", sum.completionTokens())
                .put("usd_estimated", Cost.plain(sum.dollars()));
    }
}
