package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import poegateway.dialect.responses.EventGrammar;
import poegateway.rig.Reply;
import poegateway.rig.Rig;

/** Requests as Codex makes them in one session: each has all that was said before, as it came, and nothing is kept elsewhere. */
final class CodexSession {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FUNCTIONS =
            List.of("exec_command", "write_stdin", "update_plan", "view_image", "spawn_agent", "wait", "close_agent");
    private static final int OUTPUT_BYTES = 2_000;

    private final Rig rig;
    private final String model;
    private final ArrayNode input = JSON.createArrayNode();
    private final ArrayNode tools = JSON.createArrayNode();
    private final String instructions = "You are a coding agent. ".repeat(600);
    private long inputTokens;
    private long cachedTokens;

    CodexSession(Rig rig, String model) {
        this.rig = rig;
        this.model = model;
        tools.addObject().put("type", "custom").put("name", "apply_patch").put("description", "Edits files.");
        FUNCTIONS.forEach(name -> function(tools.addObject(), name));
        ObjectNode namespace = tools.addObject().put("type", "namespace").put("name", "mcp__files");
        function(namespace.putArray("tools").addObject(), "read");
        tools.addObject().put("type", "web_search").put("external_web_access", false);
        say("developer", "<permissions instructions>" + "Ask first. ".repeat(100));
        say("user", "<environment_context><cwd>/w</cwd></environment_context>");
    }

    /** Asks something, runs the tools that are called, and lets the model end; returns how many items that made. */
    int turn(int number) throws IOException {
        int before = input.size();
        for (String words : List.of("both: look at file " + number, "both: now repair it, case " + number)) {
            say("user", words);
            List<JsonNode> calls = ask();
            assertEquals(4, calls.size(), () -> "calls of the simulated model: " + calls);
            calls.forEach(this::run);
            assertEquals(List.of(), ask());
        }
        return input.size() - before;
    }

    /** Tokens of all requests so far. */
    long inputTokens() {
        return inputTokens;
    }

    /** Those among them that were read from the cache. */
    long cachedTokens() {
        return cachedTokens;
    }

    /** Sends what is there, adds what the model said, and returns its calls. */
    private List<JsonNode> ask() throws IOException {
        Reply reply = rig.post("/v1/responses", request().toString());
        assertEquals(200, reply.status(), reply::body);
        assertEquals("prompt-cache", reply.header("x-poe-gateway-reason"));
        JsonNode response = EventGrammar.checked(reply.body()).getLast().path("response");
        JsonNode usage = response.path("usage");
        inputTokens += usage.path("input_tokens").asLong();
        cachedTokens += usage.at("/input_tokens_details/cached_tokens").asLong();
        response.path("output").forEach(item -> input.add(withoutId(item)));
        return response.path("output")
                .valueStream()
                .filter(item -> item.path("type").asText().endsWith("_call"))
                .toList();
    }

    private ObjectNode request() {
        ObjectNode request = JSON.createObjectNode().put("model", model).put("instructions", instructions);
        request.set("input", input);
        request.set("tools", tools);
        request.put("tool_choice", "auto").put("parallel_tool_calls", true);
        request.putObject("reasoning").put("effort", "medium").put("summary", "auto");
        request.put("store", false).put("stream", true);
        request.putArray("include").add("reasoning.encrypted_content");
        request.put("prompt_cache_key", "session");
        request.putObject("client_metadata").put("x-codex-installation-id", "i");
        return request;
    }

    private static JsonNode withoutId(JsonNode item) {
        ObjectNode bare = item.deepCopy();
        bare.remove("id");
        return bare;
    }

    private void run(JsonNode call) {
        String type = call.path("type").asText() + "_output";
        input.addObject()
                .put("type", type)
                .put("call_id", call.path("call_id").asText())
                .put("output", "line\n".repeat(OUTPUT_BYTES / "line\n".length()));
    }

    private void say(String role, String words) {
        ObjectNode message = input.addObject().put("type", "message").put("role", role);
        message.putArray("content").addObject().put("type", "input_text").put("text", words);
    }

    private static void function(ObjectNode tool, String name) {
        tool.put("type", "function").put("name", name).put("strict", false);
        tool.put("description", "What it does and when to call it. ".repeat(20));
        ObjectNode parameters = tool.putObject("parameters").put("type", "object");
        parameters.putObject("properties").putObject("cmd").put("type", "string");
        parameters.putArray("required").add("cmd");
        parameters.put("additionalProperties", false);
    }
}
