package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool.Declaration;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.job.LastingTool;
import poegateway.mcp.job.ToolRun;
import poegateway.mcp.message.McpJson;
import poegateway.media.file.UploadedFiles;
import poegateway.media.image.EditRequestReader;
import poegateway.media.image.ImageRequest;
import poegateway.media.image.ImageRequestReader;
import poegateway.media.image.Images;
import poegateway.relay.Answer;

/** Has pictures made, or changed. */
final class GenerateImage implements LastingTool {
    private static final Declaration DECLARATION = Declaration.listed(ToolFilter.DEFAULT, """
            {"name": "generate_image", "title": "Make pictures",
             "description": "Makes pictures with a model on Poe, or changes given ones. Costs points. Gives the pictures and their addresses.",
             "inputSchema": {"type": "object", "required": ["prompt"], "properties": {
               "prompt": {"type": "string"},
               "model": {"type": "string", "description": "Such as GPT-Image-1.5, Nano-Banana-Pro, Imagen-4"},
               "size": {"type": "string", "description": "Such as 1024x1024"},
               "aspect_ratio": {"type": "string", "description": "Such as 16:9"},
               "quality": {"type": "string"},
               "n": {"type": "integer", "minimum": 1, "maximum": 4},
               "images": {"type": "array", "items": {"type": "string"}, "description": "Pictures to change, by https or data: addresses"},
               "inline": {"type": "boolean", "description": "false for addresses alone"},
               "confirm_above_points": {"type": "integer"},
               "wait_seconds": {"type": "integer", "minimum": 0, "maximum": 600, "default": 45}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": false, "idempotentHint": false, "openWorldHint": true}}
            """);

    /** What draws where nobody says, the first that there is. */
    private static final List<String> STANDARD = List.of("GPT-Image-1.5", "GPT-Image-1", "Nano-Banana", "Imagen-4");

    private static final int COUNT_MAX = 4;
    private static final int INLINE_CHARS_MAX = 1_400_000;

    private final Images images;
    private final UploadedFiles files;
    private final ModelCalls calls;
    private final UsageBook usage;

    GenerateImage(Images images, UploadedFiles files, ModelCalls calls, UsageBook usage) {
        this.images = images;
        this.files = files;
        this.calls = calls;
        this.usage = usage;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Asked read(McpCall call, ToolArguments arguments) {
        boolean inline = arguments.flag("inline").orElse(true);
        ObjectNode asked = asked(arguments, inline);
        arguments.ignore("session_id"); // each picture is made anew
        ImageRequest request = read(asked, call.origin().caller().id());
        String model = asked.path("model").asText();
        Optional<Cost> cost = Cost.ofMedia(calls.card(model), request.count());
        return new Asked(model, asked.path("prompt").asText(), cost.map(Cost::points), run -> {
            JsonNode made = made(run, request);
            usage.add(run.caller().id(), model, Optional.empty(), cost);
            return new Made(answer(made, model, cost, true), answer(made, model, cost, false));
        });
    }

    private ObjectNode asked(ToolArguments arguments, boolean inline) {
        ObjectNode asked = McpJson.object();
        asked.put("model", arguments.text("model", "bot", "bot_name").orElseGet(this::standard));
        asked.put("prompt", arguments.need("prompt", "message", "query", "text"));
        asked.put("n", arguments.whole("n", 1, COUNT_MAX).orElse(1L));
        if (!inline) {
            asked.put("response_format", "url");
        }
        for (String option : List.of("size", "aspect_ratio", "quality", "style", "negative_prompt")) {
            arguments.text(option).ifPresent(value -> asked.put(option, value));
        }
        ArrayNode pictures = McpJson.object().putArray("images");
        arguments.list("images").forEach(one -> pictures.add(picture(one)));
        if (!pictures.isEmpty()) {
            asked.set("images", pictures);
        }
        return asked;
    }

    private static ObjectNode picture(JsonNode one) {
        String address = one.isTextual() ? one.asText() : one.path("url").asText();
        if (address.startsWith("file-")) {
            return McpJson.object().put("file_id", address);
        }
        if (!address.startsWith("https://") && !address.startsWith("data:image/")) {
            throw new ToolException(
                    "'images' has https addresses that Poe can reach, data: addresses with a picture in base64, or "
                            + "ids of uploaded files.");
        }
        return McpJson.object().put("image_url", address);
    }

    private String standard() {
        return STANDARD.stream()
                .filter(name -> calls.card(name).isPresent())
                .findFirst()
                .orElse(STANDARD.getFirst());
    }

    private ImageRequest read(ObjectNode asked, String owner) {
        byte[] json = McpJson.bytes(asked);
        return asked.has("images")
                ? EditRequestReader.json(json, (id, place) -> files.field(owner, id, place))
                : ImageRequestReader.generation(json);
    }

    private JsonNode made(ToolRun run, ImageRequest asked) {
        try (Answer answer = images.make(run.request(), asked, Optional.empty(), run.span())) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            answer.writeTo(body);
            return McpJson.read(body.toString(StandardCharsets.UTF_8)).orElseThrow();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // memory does not refuse to be written to
        }
    }

    /** {@code copies}: whether pictures that have an address stand in it too. */
    private static ToolAnswer answer(JsonNode made, String model, Optional<Cost> cost, boolean copies) {
        ObjectNode structured = McpJson.object().put("model", model);
        ArrayNode media = structured.putArray("media");
        ArrayNode blocks = McpJson.object().putArray("blocks");
        for (JsonNode picture : made.path("data")) {
            String url = picture.path("url").asText();
            String base64 = picture.path("b64_json").asText();
            String type = type(base64);
            if (!url.isEmpty()) {
                media.addObject().put("url", url).put("mime_type", type);
                blocks.add(ToolAnswer.link(url, "picture " + media.size(), type));
            }
            boolean small = copies && base64.length() <= INLINE_CHARS_MAX;
            if (!base64.isEmpty() && (small || url.isEmpty())) {
                blocks.add(ToolAnswer.media("image", base64, type));
            }
        }
        cost.ifPresent(known -> structured.set("cost", known.json()));
        ToolAnswer answer = ToolAnswer.of(structured);
        answer.content().addAll(blocks);
        return answer;
    }

    /** By the first bytes. */
    private static String type(String base64) {
        if (base64.startsWith("/9j/")) {
            return "image/jpeg";
        }
        if (base64.startsWith("R0lG")) {
            return "image/gif";
        }
        return base64.startsWith("UklGR") ? "image/webp" : "image/png";
    }
}
