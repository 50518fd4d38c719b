package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Role;
import poegateway.conversation.Tool;
import poegateway.conversation.ToolChoice;
import poegateway.core.Caller;
import poegateway.core.Wishes;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool.Declaration;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.job.LastingTool;
import poegateway.mcp.message.McpJson;
import poegateway.relay.tool.ToolLookup;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Asks a model that may call tools: those of the gateway run here, and calls of all others are given to the client. */
final class AskPoeWithTools implements LastingTool {
    private static final Declaration DECLARATION = Declaration.listed("tools", """
            {"name": "ask_poe_with_tools", "title": "Ask a model that may call tools",
             "description": "Asks a model on Poe that may call tools. Tools of the gateway, such as calculator, current_time and registered ones, are run by it until the model answers. Calls of tools that are defined here come back as pending_tool_calls: run them, and call again with session_id, bot, tools and tool_results. Costs points for each round.",
             "inputSchema": {"type": "object", "required": ["bot", "tools"], "properties": {
               "bot": {"type": "string"},
               "prompt": {"type": "string"},
               "tools": {"type": "array", "description": "Names of the gateway's tools, and definitions in OpenAI's form",
                 "items": {}},
               "tool_choice": {"description": "auto, none, required, or the name of a tool"},
               "parallel_tool_calls": {"type": "boolean"},
               "max_rounds": {"type": "integer", "minimum": 1, "maximum": 10, "description": "Most answers that call tools of the gateway; never more than its operator allows"},
               "tool_results": {"type": "array", "items": {"type": "object", "properties": {
                 "tool_call_id": {"type": "string"}, "content": {"type": "string"}}}},
               "system": {"type": "string"},
               "session_id": {"type": "string", "description": "Of an earlier answer, to go on with it"},
               "temperature": {"type": "number", "minimum": 0, "maximum": 2},
               "max_tokens": {"type": "integer", "minimum": 1},
               "parameters": {"type": "object"},
               "confirm_above_points": {"type": "integer", "description": "Ask the user, or refuse, where all rounds together may cost more"},
               "wait_seconds": {"type": "integer", "minimum": 0, "maximum": 600, "default": 45}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": false, "idempotentHint": false, "openWorldHint": true}}
            """);

    private static final long ROUNDS_MAX = 10;
    private static final Extras NONE = Extras.none(Dialect.CHAT);

    private final Talk talk;
    private final ToolLookup box;
    private final int roundsMax;

    /** {@code roundsMax} is what the operator allows. */
    AskPoeWithTools(Talk talk, ToolLookup box, int roundsMax) {
        this.talk = talk;
        this.box = box;
        this.roundsMax = roundsMax;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    /**
     * The tools that are asked for.
     *
     * @param here names of those that the gateway runs
     * @param clients those that the client runs
     */
    private record Wanted(List<String> here, List<Tool> clients) {}

    @Override
    public Asked read(McpCall call, ToolArguments arguments) {
        Wanted wanted = wanted(call.origin().caller(), arguments.list("tools"));
        List<Part> results = results(arguments.list("tool_results"));
        Attached.Uploads uploads = talk.uploads(call);
        AskedPrompt asked =
                results.isEmpty() ? AskedPrompt.of(arguments, uploads) : AskedPrompt.withoutWords(arguments, uploads);
        if (!results.isEmpty() && asked.session().isEmpty()) {
            throw new ToolException(
                    "'session_id' is missing: 'tool_results' go on with the answer that called the tools.");
        }
        Prompt prompt = prompt(asked.prompt(), wanted, results, arguments);
        Wishes wishes = call.origin().wishes().withTools(wanted.here, rounds(arguments));
        Talk.Question question = asked.with(prompt).question(wishes);
        int callsMax = wanted.here.isEmpty()
                ? 1
                : 1 + Math.min(roundsMax, wishes.toolRoundsMax().orElse(roundsMax));
        return new Asked(
                prompt.model(),
                asked.words(),
                talk.points(call, question, callsMax),
                run -> Made.of(answer(talk.ask(run, question))));
    }

    private static Optional<Integer> rounds(ToolArguments arguments) {
        return arguments.whole("max_rounds", 1, ROUNDS_MAX).map(Math::toIntExact);
    }

    private Wanted wanted(Caller caller, List<JsonNode> tools) {
        if (tools.isEmpty()) {
            throw new ToolException(
                    "'tools' is missing: give names of the gateway's tools, such as calculator and current_time, or definitions"
                            + " in OpenAI's form, {\"type\":\"function\",\"function\":{\"name\":…,\"parameters\":…}}.");
        }
        List<String> here = new ArrayList<>();
        List<Tool> clients = new ArrayList<>();
        for (JsonNode tool : tools) {
            JsonNode function = tool.has("function") ? tool.path("function") : tool;
            String name =
                    tool.isTextual() ? tool.asText() : function.path("name").asText();
            if (tool.isTextual() || box.find(caller, name).isPresent()) {
                here.add(name);
            } else {
                clients.add(defined(function, name));
            }
        }
        return new Wanted(here, clients);
    }

    private static Tool defined(JsonNode function, String name) {
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new ToolException(
                    "Each of 'tools' is the name of a tool of the gateway's, or a definition with a 'name' of"
                            + " letters, digits, _ and -, 64 at most.");
        }
        return new Tool.Function(
                JsonText.of(name),
                Optional.of(function.path("description"))
                        .filter(JsonNode::isTextual)
                        .map(text -> JsonText.of(text.asText())),
                Optional.of(function.path("parameters"))
                        .filter(JsonNode::isObject)
                        .map(schema -> JsonSlice.of(McpJson.text(schema))),
                NONE);
    }

    private static List<Part> results(List<JsonNode> given) {
        List<Part> results = new ArrayList<>();
        for (JsonNode one : given) {
            JsonNode content = one.has("content") ? one.path("content") : one.path("result");
            if (!one.path("tool_call_id").isTextual() || content.isMissingNode()) {
                throw new ToolException("Each of 'tool_results' has the 'tool_call_id' of a call, and its 'content'.");
            }
            Part.Words words =
                    new Part.Words(JsonText.of(content.isTextual() ? content.asText() : McpJson.text(content)), NONE);
            results.add(new Part.Result(JsonText.of(one.path("tool_call_id").asText()), List.of(words), false, NONE));
        }
        return results;
    }

    private static Prompt prompt(Prompt asked, Wanted wanted, List<Part> results, ToolArguments arguments) {
        List<Message> messages = new ArrayList<>();
        asked.messages().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .forEach(messages::add);
        if (!results.isEmpty()) {
            messages.add(new Message(Role.TOOL, results, true, Optional.empty(), NONE));
        }
        asked.messages().stream()
                .filter(message -> message.role() != Role.SYSTEM)
                .forEach(messages::add);
        return new Prompt(
                asked.model(),
                messages,
                wanted.clients,
                choice(arguments),
                arguments.flag("parallel_tool_calls"),
                asked.bounds(),
                asked.sampling(),
                asked.reasoning(),
                asked.form(),
                asked.parameters(),
                asked.extras());
    }

    private static Optional<ToolChoice> choice(ToolArguments arguments) {
        return arguments.any("tool_choice").map(given -> {
            String word = given.isTextual()
                    ? given.asText()
                    : given.path("function")
                            .path("name")
                            .asText(given.path("name").asText());
            return switch (word) {
                case "auto" -> new ToolChoice.Auto();
                case "none" -> new ToolChoice.None();
                case "required", "any" -> new ToolChoice.Required();
                case "" ->
                    throw new ToolException("'tool_choice' must be auto, none, required, or the name of a tool.");
                default -> new ToolChoice.Named(JsonText.of(word));
            };
        });
    }

    private static ToolAnswer answer(Talk.Answered answered) {
        ToolAnswer answer = TalkAnswer.of(answered);
        ObjectNode structured = answer.structured().orElseThrow();
        structured.set("tool_calls", CalledTools.run(answered.told()));
        structured.put("rounds", CalledTools.rounds(answered.told()));
        ArrayNode pending = CalledTools.pending(answered.reply().calls());
        if (!pending.isEmpty()) {
            structured.set("pending_tool_calls", pending);
            answer.content().add(ToolAnswer.words(McpJson.text(McpJson.object().set("pending_tool_calls", pending))));
        }
        return answer;
    }
}
