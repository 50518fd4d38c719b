package poegateway.mcp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.message.McpJson;

/** Tools that ask the user, the client's model, or for its folders. */
final class AskingTools {
    private static final String PROMPT =
            "{\"type\":\"object\",\"properties\":{\"prompt\":{\"type\":\"string\"}},\"required\":[\"prompt\"]}";
    private static final String MESSAGE =
            "{\"type\":\"object\",\"properties\":{\"message\":{\"type\":\"string\"}},\"required\":[\"message\"]}";

    private static final String DEFAULTS = """
            {"type":"object","properties":{
              "name":{"type":"string","default":"John Doe"},"age":{"type":"integer","default":30},
              "score":{"type":"number","default":95.5},
              "status":{"type":"string","enum":["active","inactive","pending"],"default":"active"},
              "verified":{"type":"boolean","default":true}},"required":[]}""";

    private static final String ENUMS = """
            {"type":"object","properties":{
              "untitledSingle":{"type":"string","enum":["option1","option2","option3"]},
              "titledSingle":{"type":"string","oneOf":[{"const":"value1","title":"First Option"},
                {"const":"value2","title":"Second Option"},{"const":"value3","title":"Third Option"}]},
              "legacyEnum":{"type":"string","enum":["opt1","opt2","opt3"],
                "enumNames":["Option One","Option Two","Option Three"]},
              "untitledMulti":{"type":"array","items":{"type":"string","enum":["option1","option2","option3"]}},
              "titledMulti":{"type":"array","items":{"anyOf":[{"const":"value1","title":"First Choice"},
                {"const":"value2","title":"Second Choice"},{"const":"value3","title":"Third Choice"}]}}},
             "required":[]}""";

    private static final String USER = """
            {"type":"object","properties":{"username":{"type":"string","description":"User's response"},
              "email":{"type":"string","description":"User's email address"}},"required":["username","email"]}""";

    private AskingTools() {}

    static List<McpTool> all() {
        return List.of(
                SampleTool.of("test_sampling", PROMPT, call -> {
                    String prompt = call.arguments().path("prompt").asText();
                    JsonNode answer = one(call, "sampled", sampling(prompt));
                    return ToolAnswer.text(
                            "LLM response: " + answer.at("/content/text").asText());
                }),
                SampleTool.of("test_elicitation", MESSAGE, call -> {
                    String message = call.arguments().path("message").asText();
                    return ToolAnswer.text(
                            "User response: " + McpJson.text(one(call, "user", question(message, USER))));
                }),
                SampleTool.of("test_elicitation_sep1034_defaults", call -> elicited(call, DEFAULTS)),
                SampleTool.of("test_elicitation_sep1330_enums", call -> elicited(call, ENUMS)),
                SampleTool.of("test_streaming_elicitation", call -> elicited(call, DEFAULTS)),
                SampleTool.of("test_missing_capability", call -> {
                    one(call, "sampled", sampling("hello"));
                    return ToolAnswer.text("done");
                }),
                asks(
                        "test_input_required_result_elicitation",
                        "user_name",
                        question("What is your name?", field("name", "string")),
                        answer -> "Hello, " + answer.at("/content/name").asText() + "!"),
                asks(
                        "test_input_required_result_sampling",
                        "capital_question",
                        sampling("What is the capital of France?"),
                        McpJson::text),
                asks("test_input_required_result_list_roots", "client_roots", roots(), McpJson::text),
                asks(
                        "test_input_required_result_tampered_state",
                        "confirm",
                        question("Please confirm", field("ok", "boolean")),
                        McpJson::text),
                SampleTool.of("test_input_required_result_request_state", AskingTools::state),
                SampleTool.of("test_input_required_result_multiple_inputs", AskingTools::several),
                SampleTool.of("test_input_required_result_multi_round", AskingTools::rounds),
                SampleTool.of("test_input_required_result_capabilities", AskingTools::whatTheClientCan));
    }

    private static SampleTool asks(String name, String key, ObjectNode question, Function<JsonNode, String> words) {
        return SampleTool.of(name, call -> ToolAnswer.text(words.apply(one(call, key, question))));
    }

    private static JsonNode one(McpCall call, String key, ObjectNode question) {
        return call.ask(Map.of(key, question), "").getOrDefault(key, McpJson.object());
    }

    private static ToolAnswer elicited(McpCall call, String schema) {
        JsonNode answer = one(call, "user", question("Please answer", schema));
        return ToolAnswer.text("Elicitation completed: action="
                + answer.path("action").asText() + ", content=" + answer.path("content"));
    }

    private static ToolAnswer state(McpCall call) {
        call.ask(Map.of("confirm", question("Please confirm", field("ok", "boolean"))), "remembered");
        return ToolAnswer.text(
                call.state().filter("remembered"::equals).isPresent() ? "state-ok" : "the state is lost");
    }

    private static ToolAnswer several(McpCall call) {
        Map<String, JsonNode> answers = call.ask(
                Map.of(
                        "user_name", question("What is your name?", field("name", "string")),
                        "greeting", sampling("Generate a greeting"),
                        "client_roots", roots()),
                "once");
        return ToolAnswer.text("answered: " + answers.keySet().stream().sorted().toList());
    }

    private static ToolAnswer rounds(McpCall call) {
        String first = call.state()
                .filter(known -> known.startsWith("name="))
                .orElseGet(() -> "name="
                        + one(call, "step1", question("Step 1: What is your name?", field("name", "string")))
                                .at("/content/name")
                                .asText());
        Map<String, ObjectNode> second =
                Map.of("step2", question("Step 2: What is your favorite color?", field("color", "string")));
        return ToolAnswer.text(first + " " + call.ask(second, first).get("step2"));
    }

    private static ToolAnswer whatTheClientCan(McpCall call) {
        ObjectNode wanted = call.clientCan("elicitation")
                ? question("What is your name?", field("name", "string"))
                : sampling("Say a name");
        return ToolAnswer.text(McpJson.text(one(call, "name", wanted)));
    }

    static ObjectNode question(String message, String schema) {
        ObjectNode question = McpJson.object().put("method", "elicitation/create");
        question.putObject("params").put("message", message).set("requestedSchema", McpJson.object(schema));
        return question;
    }

    static String field(String name, String type) {
        return "{\"type\":\"object\",\"properties\":{\"" + name + "\":{\"type\":\"" + type + "\"}},\"required\":[\""
                + name + "\"]}";
    }

    private static ObjectNode sampling(String text) {
        ObjectNode request = McpJson.object().put("method", "sampling/createMessage");
        ObjectNode params = request.putObject("params").put("maxTokens", 100);
        params.putArray("messages").addObject().put("role", "user").set("content", ToolAnswer.words(text));
        return request;
    }

    private static ObjectNode roots() {
        ObjectNode request = McpJson.object().put("method", "roots/list");
        request.putObject("params");
        return request;
    }
}
