import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The client that MCP's maintainers publish for Java lists and calls the tools, over HTTP and standard input. Ends with 0 where all is well. */
final class ToolUser {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Set<String> TOOLS =
            Set.of("ask_poe", "generate_image", "generate_video", "get_job", "get_usage", "list_models");

    private ToolUser() {}

    public static void main(String[] args) {
        String gateway = System.getenv("GATEWAY_URL").replaceAll("/v1$", "");
        use("http", HttpClientStreamableHttpTransport.builder(gateway).endpoint("/mcp").build());
        ServerParameters program = ServerParameters.builder(System.getenv("LAUNCHER"))
                .args("mcp", "--stdio", "--poe.source=poe", "--poe.base-url=" + System.getenv("SIMULATOR_URL"))
                .env(Map.of("POE_API_KEY", "any"))
                .build();
        use("stdio", new StdioClientTransport(program, McpJsonDefaults.getMapper()));
        System.exit(0); // its scheduler has threads that stay
    }

    private static void use(String way, McpClientTransport transport) {
        try (McpSyncClient client =
                McpClient.sync(transport).requestTimeout(LIMIT).initializationTimeout(LIMIT).build()) {
            client.initialize();
            Set<String> listed =
                    client.listTools().tools().stream().map(tool -> tool.name()).collect(Collectors.toSet());
            check(listed.containsAll(TOOLS), way + ": " + listed);
            CallToolResult asked = call(client, "ask_poe", Map.of("bot", "Claude-Sonnet-4.6", "prompt", "hello"));
            check(text(asked).endsWith("You wrote: hello"), way + ": " + asked);
            CallToolResult picture =
                    call(client, "generate_image", Map.of("prompt", "a boat", "model", "GPT-Image-1.5"));
            check(!Boolean.TRUE.equals(picture.isError()), way + ": " + picture);
            List<?> models =
                    (List<?>) structured(call(client, "list_models", Map.of("query", "claude", "limit", 2))).get("models");
            check(models.size() == 2, way + ": " + models);
            check(structured(call(client, "get_usage", Map.of())).containsKey("requests"), way + ": get_usage");
            Object job = structured(call(
                            client,
                            "generate_video",
                            Map.of("prompt", "a boat", "model", "Sora-2", "wait_seconds", 0)))
                    .get("job_id");
            Object status = structured(call(client, "get_job", Map.of("job_id", job, "wait_seconds", 50))).get("status");
            check("completed".equals(status), way + ": " + status);
            CallToolResult wrong = call(client, "ask_poe", Map.of("bot", "no-such-model-anywhere", "prompt", "hello"));
            check(Boolean.TRUE.equals(wrong.isError()), way + ": " + wrong);
        }
        System.out.println(way + ": all tools work");
    }

    private static CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return result.content().stream()
                .filter(TextContent.class::isInstance)
                .map(block -> ((TextContent) block).text())
                .collect(Collectors.joining("\n"));
    }

    private static Map<?, ?> structured(CallToolResult result) {
        return (Map<?, ?>) result.structuredContent();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
