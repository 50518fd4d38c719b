package poegateway.translated;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The first long request of Claude Code in its shape: what it says is made up. */
final class ClaudeCodeRequest {
    /** What it sends in the header {@code anthropic-beta}. */
    static final String BETAS = String.join(
            ",",
            List.of(
                    "claude-code-20250219",
                    "interleaved-thinking-2025-05-14",
                    "context-management-2025-06-27",
                    "prompt-caching-scope-2026-01-05",
                    "effort-2025-11-24",
                    "structured-outputs-2025-12-15",
                    "advanced-tool-use-2025-11-20",
                    "fine-grained-tool-streaming-2025-05-14"));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOOLS = 25;

    private ClaudeCodeRequest() {}

    /**
     * A request.
     *
     * @param attribution differs from request to request
     */
    static String of(String model, String attribution) {
        ObjectNode request = JSON.createObjectNode().put("model", model);
        ArrayNode messages = request.putArray("messages");
        ArrayNode content = messages.addObject().put("role", "user").putArray("content");
        text(
                content,
                "<system-reminder>\n" + "What the project says of itself.\n".repeat(300) + "</system-reminder>\n");
        marked(text(content, "hello"));
        ArrayNode system = request.putArray("system");
        text(
                system,
                "x-anthropic-billing-header: cc_version=2.1.197." + attribution + "; cc_entrypoint=cli; cch="
                        + attribution + ";");
        marked(text(system, "You are Claude Code, Anthropic's official CLI for Claude."));
        marked(text(system, "How to work here, in many words.\n".repeat(1_400)));
        ArrayNode tools = request.putArray("tools");
        for (int number = 0; number < TOOLS; number++) {
            tool(tools.addObject(), number);
        }
        request.putObject("metadata")
                .put("user_id", "{\"device_id\":\"d\",\"account_uuid\":\"\",\"session_id\":\"s\"}");
        request.put("max_tokens", 32_000);
        request.putObject("thinking").put("type", "enabled").put("budget_tokens", 31_999);
        request.putObject("context_management")
                .putArray("edits")
                .addObject()
                .put("type", "clear_thinking_20251015")
                .put("keep", "all");
        request.putObject("output_config").put("effort", "medium");
        request.put("stream", true);
        return request.toString();
    }

    private static ObjectNode text(ArrayNode blocks, String words) {
        return blocks.addObject().put("type", "text").put("text", words);
    }

    private static void marked(ObjectNode block) {
        block.putObject("cache_control").put("type", "ephemeral");
    }

    private static void tool(ObjectNode tool, int number) {
        tool.put("name", number % 2 == 0 ? "Tool" + number : "mcp__server__tool-" + number);
        tool.put("description", ("What tool " + number + " does, and when to call it.\n").repeat(40));
        ObjectNode schema =
                tool.putObject("input_schema").put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("file_path").put("type", "string").put("description", "The path.");
        properties.putObject("limit").put("type", "number").put("exclusiveMinimum", 0);
        schema.putArray("required").add("file_path");
        schema.put("additionalProperties", false);
    }
}
