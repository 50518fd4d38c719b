package poegateway.mcp.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import poegateway.mcp.feature.Changes;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.message.McpJson;

/** Tools that give each kind of content, tell what they do, fail, and change what there is. */
final class ContentTools {
    private static final long PAUSE_NANOS = 60_000_000;

    private static final String NEWER_SCHEMA = """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
             "$defs":{"address":{"$anchor":"addressDef","type":"object",
                                 "properties":{"street":{"type":"string"},"city":{"type":"string"}}}},
             "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},
                           "contactMethod":{"type":"string","enum":["phone","email"]},
                           "phone":{"type":"string"},"email":{"type":"string"}},
             "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
             "if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},
             "then":{"required":["phone"]},"else":{"required":["email"]},"additionalProperties":false}""";

    private static final String IN_HEADERS = """
            {"type":"object","required":["region"],
             "properties":{"region":{"type":"string","x-mcp-header":"Region"},
                           "count":{"type":"integer","x-mcp-header":"Count"}}}""";

    private ContentTools() {}

    static List<McpTool> of(Changes changes) {
        return List.of(
                SampleTool.of(
                        "test_simple_text", call -> ToolAnswer.text("This is a simple text response for testing.")),
                SampleTool.of("test_image_content", call -> content(image())),
                SampleTool.of(
                        "test_audio_content", call -> content(ToolAnswer.media("audio", SampleMedia.WAV, "audio/wav"))),
                SampleTool.of(
                        "test_embedded_resource",
                        call -> content(resource(
                                "test://embedded-resource", "text/plain", "This is an embedded resource content."))),
                SampleTool.of(
                        "test_multiple_content_types",
                        call -> content(
                                ToolAnswer.words("Multiple content types test:"),
                                image(),
                                resource(
                                        "test://mixed-content-resource",
                                        "application/json",
                                        "{\"test\":\"data\",\"value\":123}"))),
                SampleTool.of("test_error_handling", call -> {
                    throw new ToolException("This tool intentionally returns an error for testing");
                }),
                SampleTool.of("test_tool_with_progress", ContentTools::progress),
                SampleTool.of("test_tool_with_logging", ContentTools::log),
                SampleTool.of("test_logging_tool", ContentTools::log),
                SampleTool.of("test_arguments_in_headers", IN_HEADERS, call -> ToolAnswer.text("done")),
                SampleTool.of("json_schema_2020_12_tool", NEWER_SCHEMA, call -> ToolAnswer.text("done")),
                SampleTool.of("test_trigger_tool_change", call -> {
                    changes.tell(Changes.Change.OfList.TOOLS);
                    return ToolAnswer.text("told");
                }),
                SampleTool.of("test_trigger_prompt_change", call -> {
                    changes.tell(Changes.Change.OfList.PROMPTS);
                    return ToolAnswer.text("told");
                }));
    }

    private static ToolAnswer content(ObjectNode... blocks) {
        ArrayNode content = JsonNodeFactory.instance.arrayNode().addAll(List.of(blocks));
        return new ToolAnswer(content, Optional.empty(), false);
    }

    private static ObjectNode image() {
        return ToolAnswer.media("image", SampleMedia.PNG, "image/png");
    }

    static ObjectNode resource(String uri, String mimeType, String text) {
        ObjectNode block = McpJson.object().put("type", "resource");
        block.putObject("resource").put("uri", uri).put("mimeType", mimeType).put("text", text);
        return block;
    }

    private static ToolAnswer progress(McpCall call) {
        for (int percent = 0; percent <= 100; percent += 50) {
            call.progress(percent, OptionalDouble.of(100), "");
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return ToolAnswer.text("done");
    }

    private static ToolAnswer log(McpCall call) {
        for (String word : List.of("Tool execution started", "Tool processing data", "Tool execution completed")) {
            call.log("info", "conformance", JsonNodeFactory.instance.textNode(word));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return ToolAnswer.text("done");
    }
}
