package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import poegateway.core.failure.FailureException;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool.Declaration;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.job.LastingTool;
import poegateway.mcp.job.ToolRun;
import poegateway.mcp.message.McpJson;
import poegateway.media.audio.Speech;
import poegateway.media.audio.SpeechRequest;
import poegateway.media.audio.SpeechRequestReader;

/** Has a text spoken, or sound made of words. */
final class GenerateAudio implements LastingTool {
    private static final Declaration DECLARATION = Declaration.listed(ToolFilter.DEFAULT, """
            {"name": "generate_audio", "title": "Make speech or music",
             "description": "Has a model on Poe speak a text, or make music or sounds. Costs points. Gives the sound's address, and the sound itself if it is small.",
             "inputSchema": {"type": "object", "required": ["text"], "properties": {
               "text": {"type": "string", "description": "What is to be said, or a description of music or sounds"},
               "model": {"type": "string", "description": "Such as ElevenLabs-v3, Gemini-2.5-Flash-TTS, ElevenLabs-Music"},
               "voice": {"type": "string"},
               "parameters": {"type": "object", "description": "Options of the model's own"},
               "inline": {"type": "boolean", "description": "false for the address alone"},
               "confirm_above_points": {"type": "integer"},
               "wait_seconds": {"type": "integer", "minimum": 0, "maximum": 600, "default": 45}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": false, "idempotentHint": false, "openWorldHint": true}}
            """);

    /** What speaks where nobody says, the first that there is. */
    private static final List<String> STANDARD =
            List.of("ElevenLabs-v3", "Hailuo-Speech-02", "Gemini-2.5-Flash-TTS", "MiniMax-Speech-2.8");

    private static final int INLINE_BYTES_MAX = 1_000_000;

    private final Speech speech;
    private final ModelCalls calls;
    private final UsageBook usage;

    GenerateAudio(Speech speech, ModelCalls calls, UsageBook usage) {
        this.speech = speech;
        this.calls = calls;
        this.usage = usage;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Asked read(McpCall call, ToolArguments arguments) {
        ObjectNode asked = McpJson.object();
        arguments.object("parameters").ifPresent(asked::setAll);
        String text = arguments.need("text", "prompt", "input", "message");
        String model = arguments.text("model", "bot", "bot_name").orElseGet(this::standard);
        asked.put("input", text).put("model", model);
        arguments.text("voice").ifPresent(voice -> asked.put("voice", voice));
        arguments.text("instructions").ifPresent(manner -> asked.put("instructions", manner));
        SpeechRequest request = SpeechRequestReader.read(McpJson.bytes(asked.without("stream_format")));
        boolean inline = arguments.flag("inline").orElse(true);
        Optional<Cost> cost = Cost.ofMedia(calls.card(model), 1);
        return new Asked(model, text, cost.map(Cost::points), run -> made(run, request, inline, cost));
    }

    private String standard() {
        return STANDARD.stream()
                .filter(name -> calls.card(name).isPresent())
                .findFirst()
                .orElse(STANDARD.getFirst());
    }

    private Made made(ToolRun run, SpeechRequest asked, boolean inline, Optional<Cost> cost) {
        Speech.Spoken spoken = speech.speak(run.request(), asked, run.span());
        usage.add(run.caller().id(), asked.model(), spoken.usage(), cost);
        List<String> warnings = new ArrayList<>();
        if (!spoken.dropped().isEmpty()) {
            warnings.add("the model has no parameter for: " + String.join(", ", spoken.dropped()));
        }
        Sound sound = inline ? fetched(run, spoken.link(), warnings) : Sound.UNKNOWN;
        ToolAnswer kept = answer(spoken, sound.type(), cost, warnings);
        ToolAnswer given = answer(spoken, sound.type(), cost, warnings);
        sound.base64().ifPresent(base64 -> given.content().add(ToolAnswer.media("audio", base64, sound.type())));
        return new Made(given, kept);
    }

    private static ToolAnswer answer(Speech.Spoken spoken, String type, Optional<Cost> cost, List<String> warnings) {
        ObjectNode structured = McpJson.object().put("model", spoken.model());
        structured.putArray("media").addObject().put("url", spoken.link()).put("mime_type", type);
        cost.ifPresent(known -> structured.set("cost", known.json()));
        if (!warnings.isEmpty()) {
            ArrayNode told = structured.putArray("warnings");
            warnings.forEach(told::add);
        }
        ToolAnswer answer = ToolAnswer.of(structured);
        answer.content().add(ToolAnswer.link(spoken.link(), "sound", type));
        return answer;
    }

    /**
     * The sound itself.
     *
     * @param base64 absent where it is large, or could not be had
     */
    private record Sound(String type, Optional<String> base64) {
        static final Sound UNKNOWN = new Sound("audio/mpeg", Optional.empty());
    }

    /** It is paid for: what cannot be fetched has an address all the same. */
    private Sound fetched(ToolRun run, String link, List<String> warnings) {
        try {
            Speech.Sound sound = speech.fetch(link, INLINE_BYTES_MAX, run.timeline());
            return new Sound(
                    sound.contentType(),
                    sound.bytes().map(bytes -> Base64.getEncoder().encodeToString(bytes.toByteArray())));
        } catch (FailureException failed) {
            run.cancellation().check();
            warnings.add("the address was not read: " + failed.failure().message());
            return Sound.UNKNOWN;
        }
    }
}
