package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.McpTool.Declaration;
import poegateway.mcp.feature.PlainTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.message.McpJson;

/** Names that the tools of poe-proxy-mcp had: they answer, and are not listed. What was unsafe there says why it is not done here. */
final class OlderTools {
    private static final String NOT_RUN =
            "The gateway runs no commands and no actions on the machine that it runs on, whoever asks, and whatever a model proposes."
                    + " Use a tool of your own client for that.";

    /** What is refused, with the reason. */
    private static final Map<String, String> REFUSED = Map.of(
            "execute_command_tool",
            NOT_RUN,
            "execute_warp_action",
            NOT_RUN,
            "create_file_tool",
            "The gateway writes no files on the machine that it runs on. Use a tool of your own client for that; upload_file keeps"
                    + " a file for later calls.",
            "reset_metrics",
            "Counters belong to the operator and are not reset by callers. get_usage tells what this key used in the last day.");

    private OlderTools() {}

    /** Those names of these tools. */
    static List<McpTool> of(Map<String, McpTool> tools) {
        List<McpTool> older = new ArrayList<>();
        McpTool ask = named(tools, "ask_poe");
        List.of("ask_poe_v2", "ask_with_attachment", "ask_poe_with_actions", "ask_with_attachment_and_actions")
                .forEach(name -> older.add(new OlderName(name, ask)));
        List.of("ask_poe_with_warp_context", "stream_poe_to_warp")
                .forEach(name -> older.add(new OlderName(name, ask, OlderTools::inBlocks)));
        List.of("list_available_models", "list_available_models_v2")
                .forEach(name -> older.add(new OlderName(name, named(tools, "list_models"))));
        List.of("get_server_info_v2", "get_enhanced_server_info")
                .forEach(name -> older.add(new OlderName(name, named(tools, "get_server_info"))));
        older.add(new OlderName("get_metrics", named(tools, "health_check")));
        REFUSED.forEach((name, why) -> older.add(refused(name, why)));
        return older;
    }

    private static McpTool named(Map<String, McpTool> tools, String name) {
        return Optional.ofNullable(tools.get(name)).orElseThrow();
    }

    private static McpTool refused(String name, String why) {
        ObjectNode json = McpJson.object().put("name", name);
        return new PlainTool(new Declaration(json, Optional.empty()), (call, arguments) -> {
            throw new ToolException(why);
        });
    }

    /** Text and code of an answer one after the other, as Warp shows them. */
    private static ToolAnswer inBlocks(ToolAnswer answer) {
        answer.structured()
                .filter(structured -> structured.has("text"))
                .ifPresent(structured ->
                        structured.set("blocks", blocks(structured.path("text").asText())));
        return answer;
    }

    private static ArrayNode blocks(String text) {
        ArrayNode blocks = McpJson.object().putArray("blocks");
        StringBuilder block = new StringBuilder();
        String language = "";
        boolean code = false;
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("```")) {
                add(blocks, block, code, language);
                code = !code;
                language = line.substring("```".length()).strip();
            } else {
                block.append(line).append('\n');
            }
        }
        add(blocks, block, code, language);
        return blocks;
    }

    private static void add(ArrayNode blocks, StringBuilder block, boolean code, String language) {
        String text = block.toString().strip();
        block.setLength(0);
        if (!text.isEmpty()) {
            ObjectNode one =
                    blocks.addObject().put("type", code ? "code" : "text").put("text", text);
            if (code) {
                one.putObject("meta").put("language", language.isEmpty() ? "text" : language);
            }
        }
    }
}
