package poegateway.mcp.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpPrompts;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.message.McpJson;

/** Prompts of each kind. */
final class SamplePrompts implements McpPrompts {
    @Override
    public List<ObjectNode> list() {
        return List.of(
                declared("test_simple_prompt"),
                declared("test_prompt_with_arguments", "arg1", "arg2"),
                declared("test_prompt_with_embedded_resource", "resourceUri"),
                declared("test_prompt_with_image"),
                declared("test_input_required_result_prompt"));
    }

    private static ObjectNode declared(String name, String... arguments) {
        ObjectNode prompt = McpJson.object().put("name", name).put("description", "For the conformance suite.");
        for (String argument : arguments) {
            prompt.withArray("arguments")
                    .addObject()
                    .put("name", argument)
                    .put("description", "a text")
                    .put("required", true);
        }
        return prompt;
    }

    @Override
    public Optional<ObjectNode> get(String name, McpCall call) {
        return switch (name) {
            case "test_simple_prompt" -> messages(ToolAnswer.words("This is a simple prompt for testing."));
            case "test_prompt_with_arguments" ->
                messages(ToolAnswer.words("Prompt with arguments: arg1='" + argument(call, "arg1") + "', arg2='"
                        + argument(call, "arg2") + "'"));
            case "test_prompt_with_embedded_resource" ->
                messages(
                        ContentTools.resource(
                                argument(call, "resourceUri"), "text/plain", "Embedded resource content for testing."),
                        ToolAnswer.words("Please process the embedded resource above."));
            case "test_prompt_with_image" ->
                messages(
                        ToolAnswer.media("image", SampleMedia.PNG, "image/png"),
                        ToolAnswer.words("Please analyze the image above."));
            case "test_input_required_result_prompt" -> {
                call.ask(
                        Map.of(
                                "user_context",
                                AskingTools.question(
                                        "What context should the prompt use?", AskingTools.field("context", "string"))),
                        "");
                yield messages(ToolAnswer.words("In that context."));
            }
            default -> Optional.empty();
        };
    }

    private static String argument(McpCall call, String name) {
        if (!call.arguments().path(name).isTextual()) {
            throw new ToolException("'" + name + "' is missing.");
        }
        return call.arguments().path(name).asText();
    }

    private static Optional<ObjectNode> messages(ObjectNode... contents) {
        ObjectNode result = McpJson.object();
        for (ObjectNode content : contents) {
            result.withArray("messages").addObject().put("role", "user").set("content", content);
        }
        return Optional.of(result);
    }
}
