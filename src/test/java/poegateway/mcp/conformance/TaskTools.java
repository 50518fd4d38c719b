package poegateway.mcp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import poegateway.core.Cancellation;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTasks;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.job.LastingTool;
import poegateway.mcp.job.ToolJobs;
import poegateway.mcp.job.ToolRun;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;

/** Tools that the suite wants to answer with tasks. Each becomes one at once, but for what is done in no time. */
final class TaskTools {
    private static final String SLOW = """
            {"type":"object","properties":{"seconds":{"type":"number"},"label":{"type":"string"}},"required":["seconds"]}""";

    private static final String NOTHING = "{\"type\":\"object\"}";

    private TaskTools() {}

    static List<McpTool> all(ToolJobs jobs) {
        return List.of(
                SampleTool.of(
                        "greet",
                        "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}",
                        call -> ToolAnswer.text(
                                "Hello, " + call.arguments().path("name").asText() + "!")),
                lasting(jobs, "slow_compute", SLOW, TaskTools::slow),
                requiring(lasting(jobs, "failing_job", NOTHING, call -> run -> {
                    pause(run, 1);
                    throw new ToolException("It failed, as it should.");
                })),
                lasting(jobs, "protocol_error_job", NOTHING, call -> run -> {
                    throw new IllegalStateException("It broke, as it should.");
                }),
                requiring(lasting(jobs, "test_tool_with_task", NOTHING, TaskTools::afterQuestion)));
    }

    private static LastingTool.Work slow(McpCall call) {
        long seconds = call.arguments().path("seconds").asLong();
        return run -> {
            pause(run, seconds);
            return LastingTool.Made.of(ToolAnswer.text("It took " + seconds + " s."));
        };
    }

    private static LastingTool.Work afterQuestion(McpCall call) {
        ObjectNode question = AskingTools.question("What is your name?", AskingTools.field("name", "string"));
        JsonNode answer = call.ask(Map.of("user_name", question), "").getOrDefault("user_name", McpJson.object());
        String name = answer.at("/content/name").asText();
        return run -> {
            pause(run, 1);
            return LastingTool.Made.of(ToolAnswer.text("Hello, " + name + "!"));
        };
    }

    /** Waits, unless the job is stopped. */
    private static void pause(ToolRun run, long seconds) {
        CountDownLatch stopped = new CountDownLatch(1);
        Cancellation.Registration stops = run.cancellation().onCancel(stopped::countDown);
        try {
            boolean early = stopped.await(seconds, TimeUnit.SECONDS);
            if (early) {
                run.cancellation().check();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            stops.close();
        }
    }

    private static SampleTool lasting(
            ToolJobs jobs, String name, String schema, Function<McpCall, LastingTool.Work> work) {
        McpTool.Declaration declaration =
                SampleTool.of(name, schema, call -> ToolAnswer.text("")).declaration();
        McpTool tool = jobs.tool(new LastingTool() {
            @Override
            public McpTool.Declaration declaration() {
                return declaration;
            }

            @Override
            public Asked read(McpCall call, ToolArguments arguments) {
                return new Asked("", name, Optional.empty(), work.apply(call));
            }
        });
        return new SampleTool(declaration, call -> {
            boolean quick = call.arguments().path("seconds").asInt(1) == 0;
            if (call.takesTasks() && !quick) {
                call.arguments().put("wait_seconds", 0);
            }
            return tool.call(call);
        });
    }

    /** One that a client without tasks cannot use. */
    private static SampleTool requiring(SampleTool tool) {
        return new SampleTool(tool.declaration(), call -> {
            if (!call.takesTasks()) {
                ObjectNode data = McpJson.object();
                data.putObject("requiredCapabilities").putObject("extensions").putObject(McpTasks.EXTENSION);
                throw new RpcException(RpcError.Kind.MISSING_CAPABILITY, "This is for clients that take tasks.", data);
            }
            return tool.call(call);
        });
    }
}
