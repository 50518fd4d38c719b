package poegateway.mcp.tools;

import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool.Declaration;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.job.LastingTool;

/** Asks any model of Poe's. */
final class AskPoe implements LastingTool {
    private static final Declaration DECLARATION = Declaration.listed(ToolFilter.DEFAULT, """
            {"name": "ask_poe", "title": "Ask a model on Poe",
             "description": "Asks any model or bot on Poe and returns its answer. Costs points of the Poe account. list_models finds names. If the answer has the status running, get_job returns the rest.",
             "inputSchema": {"type": "object", "required": ["bot", "prompt"], "properties": {
               "bot": {"type": "string", "description": "Name of the model, such as Claude-Sonnet-4.6 or GPT-5.4"},
               "prompt": {"type": "string"},
               "system": {"type": "string", "description": "Instructions for the model"},
               "attachments": {"type": "array", "description": "Files, by a public url, by base64 data with mime_type, or by file_id",
                 "items": {"type": "object", "properties": {"url": {"type": "string"}, "data": {"type": "string"},
                   "mime_type": {"type": "string"}, "name": {"type": "string"}, "file_id": {"type": "string"}}}},
               "context": {"type": "array", "description": "Background, put before the prompt",
                 "items": {"type": "object", "properties": {"label": {"type": "string"}, "text": {"type": "string"}}}},
               "temperature": {"type": "number", "minimum": 0, "maximum": 2},
               "max_tokens": {"type": "integer", "minimum": 1},
               "top_p": {"type": "number"},
               "stop": {"type": "array", "items": {"type": "string"}},
               "reasoning_effort": {"type": "string", "enum": ["none", "minimal", "low", "medium", "high", "xhigh"]},
               "web_search": {"type": "boolean"},
               "response_schema": {"type": "object", "description": "JSON Schema that the answer must fit"},
               "parameters": {"type": "object", "description": "Options of the model's own"},
               "session_id": {"type": "string", "description": "Of an earlier answer, to go on with it; kept 60 minutes"},
               "confirm_above_points": {"type": "integer", "description": "Ask the user, or refuse, where the call may cost more"},
               "wait_seconds": {"type": "integer", "minimum": 0, "maximum": 600, "default": 45}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": false, "idempotentHint": false, "openWorldHint": true}}
            """);

    private final Talk talk;

    AskPoe(Talk talk) {
        this.talk = talk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Asked read(McpCall call, ToolArguments arguments) {
        AskedPrompt asked = AskedPrompt.of(arguments, talk.uploads(call));
        Talk.Question question = asked.question(call.origin().wishes());
        return new Asked(
                asked.prompt().model(),
                asked.words(),
                talk.points(call, question, 1),
                run -> Made.of(TalkAnswer.of(talk.ask(run, question))));
    }
}
