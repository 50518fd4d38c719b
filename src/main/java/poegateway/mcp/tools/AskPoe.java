package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import poegateway.catalog.ModelCard;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyEvent;
import poegateway.core.Usage;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.McpJson;
import poegateway.wire.JsonText;

/** Asks any model of Poe's. */
final class AskPoe implements McpTool {
    private static final Declaration DECLARATION = ToolText.of(ToolFilter.DEFAULT, """
            {"name": "ask_poe", "title": "Ask a model on Poe",
             "description": "Asks any model or bot of Poe's and gives its answer. Costs points of the Poe account. list_models has the names.",
             "inputSchema": {"type": "object", "required": ["bot", "prompt"], "properties": {
               "bot": {"type": "string", "description": "Name of the model, such as Claude-Sonnet-4.6 or GPT-5.4"},
               "prompt": {"type": "string"},
               "system": {"type": "string", "description": "Instructions for the model"},
               "attachments": {"type": "array", "description": "Files, by a public url or by base64 data with mime_type",
                 "items": {"type": "object", "properties": {"url": {"type": "string"}, "data": {"type": "string"},
                   "mime_type": {"type": "string"}, "name": {"type": "string"}}}},
               "context": {"type": "array", "description": "Background, put before the prompt",
                 "items": {"type": "object", "properties": {"label": {"type": "string"}, "text": {"type": "string"}}}},
               "temperature": {"type": "number", "minimum": 0, "maximum": 2},
               "max_tokens": {"type": "integer", "minimum": 1},
               "top_p": {"type": "number"},
               "stop": {"type": "array", "items": {"type": "string"}},
               "reasoning_effort": {"type": "string", "enum": ["none", "minimal", "low", "medium", "high", "xhigh"]},
               "web_search": {"type": "boolean"},
               "response_schema": {"type": "object", "description": "JSON Schema that the answer must fit"},
               "parameters": {"type": "object", "description": "Options of the model's own; get_model lists them"}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": false, "idempotentHint": false, "openWorldHint": true}}
            """);

    private static final long TOLD_EVERY_NANOS = 250_000_000;
    private static final int SHOWN_CHARS_MAX = 400;

    private final ModelCalls calls;
    private final UsageBook usage;

    AskPoe(ModelCalls calls, UsageBook usage) {
        this.calls = calls;
        this.usage = usage;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public ToolAnswer call(McpCall call) {
        ToolArguments arguments = new ToolArguments(call.arguments());
        Prompt prompt = AskedPrompt.of(arguments);
        Reply reply = calls.converse(call, prompt, new Told(call)::take);
        Optional<ModelCard> card =
                calls.relay().catalog().get().resolve(prompt.model()).card();
        Optional<String> cost = reply.usage().flatMap(counted -> Cost.dollars(counted, card));
        usage.add(call.origin().caller().id(), prompt.model(), reply.usage(), cost);
        return answer(prompt, reply, cost, arguments.unread());
    }

    private static ToolAnswer answer(Prompt prompt, Reply reply, Optional<String> cost, List<String> unread) {
        ObjectNode structured = McpJson.object().put("bot", prompt.model());
        reply.model().ifPresent(model -> structured.put("model", model.decoded()));
        structured.put("finish_reason", reply.stop().name().toLowerCase(java.util.Locale.ROOT));
        reply.usage().ifPresent(counted -> structured.set("usage", usage(counted)));
        cost.ifPresent(
                dollars -> structured.putObject("cost").put("usd", dollars).put("estimated", true));
        if (!reply.suggestions().isEmpty()) {
            ArrayNode suggested = structured.putArray("suggested_replies");
            reply.suggestions().forEach(one -> suggested.add(one.decoded()));
        }
        if (!unread.isEmpty()) {
            structured
                    .putArray("warnings")
                    .add("not used, since no argument is called that: " + String.join(", ", unread));
        }
        ToolAnswer answer = ToolAnswer.text(words(reply), structured);
        for (Part part : reply.parts()) {
            if (part instanceof Part.Media media) {
                medium(media).ifPresent(answer.content()::add);
            }
        }
        return answer;
    }

    /** What it refuses with is an answer too. */
    private static String words(Reply reply) {
        StringBuilder words = new StringBuilder(reply.text());
        for (Part part : reply.parts()) {
            if (part instanceof Part.Refusal refusal) {
                words.append(refusal.text().decoded());
            }
        }
        return words.toString();
    }

    private static ObjectNode usage(Usage counted) {
        return McpJson.object()
                .put("prompt_tokens", counted.inputTokens())
                .put("completion_tokens", counted.outputTokens())
                .put("total_tokens", counted.inputTokens() + counted.outputTokens());
    }

    private static Optional<ObjectNode> medium(Part.Media media) {
        return switch (media.source()) {
            case MediaSource.Address at ->
                Optional.of(ToolAnswer.link(
                        at.url().decoded(),
                        media.name().map(JsonText::decoded).orElseGet(at::fileName),
                        at.mediaType().decoded()));
            case MediaSource.Inline inline ->
                Optional.of(
                        switch (media.kind()) {
                            case AUDIO ->
                                ToolAnswer.media(
                                        "audio",
                                        inline.base64().decoded(),
                                        inline.mediaType().decoded());
                            case IMAGE, VIDEO, DOCUMENT ->
                                ToolAnswer.media(
                                        "image",
                                        inline.base64().decoded(),
                                        inline.mediaType().decoded());
                        });
            case MediaSource.FileId file -> Optional.empty();
        };
    }

    /** Tells the client, a few times a second, how the answer grows. */
    private final class Told {
        private final McpCall call;
        private final StringBuilder latest = new StringBuilder();
        private long chars;
        private long lastNanos = calls.nanoTime();

        Told(McpCall call) {
            this.call = call;
        }

        void take(ReplyEvent event) {
            if (event instanceof ReplyEvent.Words words) {
                add(words.delta().decoded());
            } else if (event instanceof ReplyEvent.Replaced replaced) {
                latest.setLength(0);
                add(replaced.text().decoded());
            }
        }

        private void add(String words) {
            latest.append(words);
            chars += words.length();
            latest.delete(0, Math.max(0, latest.length() - SHOWN_CHARS_MAX));
            long now = calls.nanoTime();
            if (now - lastNanos >= TOLD_EVERY_NANOS) {
                lastNanos = now;
                call.progress((double) chars, OptionalDouble.empty(), latest.toString());
            }
        }
    }
}
