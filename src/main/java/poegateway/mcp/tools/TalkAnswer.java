package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.Reply;
import poegateway.core.Usage;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.message.McpJson;
import poegateway.wire.json.JsonText;

/** Writes what a model said as the answer of a tool: words first, then media, and the session's id last. */
final class TalkAnswer {
    private TalkAnswer() {}

    static ToolAnswer of(Talk.Answered answered) {
        Reply reply = answered.reply();
        String text = words(reply);
        ObjectNode structured = McpJson.object().put("text", text);
        answered.session().ifPresent(id -> structured.put("session_id", id));
        structured.put("bot", answered.prompt().model());
        reply.model().ifPresent(model -> structured.put("model", model.decoded()));
        structured.put("finish_reason", reply.stop().name().toLowerCase(Locale.ROOT));
        String thoughts = CalledTools.thoughts(lastRound(answered));
        if (!thoughts.isEmpty()) {
            structured.put("reasoning", thoughts);
        }
        answered.prompt().form().flatMap(form -> McpJson.read(text)).ifPresent(json -> structured.set("json", json));
        List<ObjectNode> media = media(reply, structured);
        suggestions(reply, structured);
        counted(answered, structured);
        if (!answered.warnings().isEmpty()) {
            ArrayNode warnings = structured.putArray("warnings");
            answered.warnings().forEach(warnings::add);
        }
        ToolAnswer answer = ToolAnswer.text(text, structured);
        answer.content().addAll(media);
        answered.session().ifPresent(id -> answer.content().add(ToolAnswer.words("{\"session_id\":\"" + id + "\"}")));
        return answer;
    }

    /** The reply holds the thoughts of all rounds; those of earlier ones are told with their calls. */
    private static List<Part> lastRound(Talk.Answered answered) {
        return answered.told().messages().isEmpty()
                ? answered.reply().parts()
                : answered.told().messages().getLast().parts();
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

    private static void counted(Talk.Answered answered, ObjectNode structured) {
        answered.reply().usage().ifPresent(counted -> structured.set("usage", usage(counted)));
        answered.cost().ifPresent(cost -> structured.set("cost", cost.json()));
        structured.put("latency_ms", answered.millis());
    }

    private static void suggestions(Reply reply, ObjectNode structured) {
        if (!reply.suggestions().isEmpty()) {
            ArrayNode suggested = structured.putArray("suggested_replies");
            reply.suggestions().forEach(one -> suggested.add(one.decoded()));
        }
    }

    static ObjectNode usage(Usage counted) {
        return McpJson.object()
                .put("prompt_tokens", counted.inputTokens())
                .put("completion_tokens", counted.outputTokens())
                .put("total_tokens", counted.inputTokens() + counted.outputTokens());
    }

    private static List<ObjectNode> media(Reply reply, ObjectNode structured) {
        List<ObjectNode> blocks = new ArrayList<>();
        ArrayNode links = McpJson.object().putArray("media");
        for (Part part : reply.parts()) {
            if (part instanceof Part.Media media) {
                block(media).ifPresent(blocks::add);
                if (media.source() instanceof MediaSource.Address at) {
                    links.addObject()
                            .put("url", at.url().decoded())
                            .put("mime_type", at.mediaType().decoded());
                }
            }
        }
        if (!links.isEmpty()) {
            structured.set("media", links);
        }
        return blocks;
    }

    private static Optional<ObjectNode> block(Part.Media media) {
        return switch (media.source()) {
            case MediaSource.Address at ->
                Optional.of(ToolAnswer.link(
                        at.url().decoded(),
                        media.name().map(JsonText::decoded).orElseGet(at::fileName),
                        at.mediaType().decoded()));
            case MediaSource.Inline inline ->
                Optional.of(
                        switch (media.kind()) {
                            case AUDIO -> inline("audio", inline);
                            case IMAGE, VIDEO, DOCUMENT -> inline("image", inline);
                        });
            case MediaSource.FileId file -> Optional.empty();
        };
    }

    private static ObjectNode inline(String type, MediaSource.Inline inline) {
        return ToolAnswer.media(
                type, inline.base64().decoded(), inline.mediaType().decoded());
    }
}
