package poegateway.simulator.messages;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import poegateway.simulator.answer.OutputRules;
import poegateway.simulator.answer.PrefixCache;
import poegateway.simulator.answer.Question;
import poegateway.simulator.answer.TextFormat;
import poegateway.simulator.json.ContentReader;

/** Reads a request for a message. */
public final class MessagesQuestionReader {
    /** Pictures may fill the whole of a request, which is bounded before it comes here. */
    private static final JsonMapper MAPPER = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    private static final String MARK = "cache_control";

    private final JsonNode request;
    private final ByteArrayOutputStream prompt = new ByteArrayOutputStream();
    private final List<PrefixCache.Part> parts = new ArrayList<>();
    private String userText = "";
    private String toolResult = "";
    private final List<String> files = new ArrayList<>();
    private int pictures;
    private boolean endsWithResult;
    private long textBytes;
    private final TreeSet<Integer> marks = new TreeSet<>();
    private int partBegins;

    private MessagesQuestionReader(JsonNode request) {
        this.request = request;
    }

    /**
     * Reads a request.
     *
     * @throws IOException when the body is no JSON object in UTF-8
     */
    public static MessagesQuestion read(byte[] body) throws IOException {
        JsonNode request = body.length > 1 && body[0] != 0 && body[1] != 0 ? MAPPER.readTree(body) : null;
        if (request == null || !request.isObject()) {
            throw new IOException("no JSON object");
        }
        return new MessagesQuestionReader(request).question();
    }

    private MessagesQuestion question() {
        List<Question.Tool> tools = tools();
        long toolBytes = prompt.size();
        system();
        request.path("messages").forEach(this::message);
        boolean thinks = List.of("enabled", "adaptive")
                .contains(request.at("/thinking/type").asText());
        Question question = new Question(
                request.path("model").asText(),
                request.path("stream").asBoolean(),
                thinks ? Question.THINKING_BUDGET : "",
                rules(),
                tools,
                choice(),
                endsWithResult,
                head(userText, Question.QUOTE_BYTES),
                head(toolResult, Question.QUOTE_BYTES),
                Question.wantsBoth(head(userText, Question.SCAN_BYTES)),
                new Question.Prompt(
                        textBytes,
                        toolBytes,
                        ContentReader.attachments(files, pictures, 0),
                        head(instructions(), Question.QUOTE_BYTES),
                        0));
        List<PrefixCache.Part> kept = parts.subList(0, marks.isEmpty() ? 0 : marks.last());
        return new MessagesQuestion(question, new RequestChecks(request).refusal(), prompt.toByteArray(), kept, marks);
    }

    private List<Question.Tool> tools() {
        var tools = new ArrayList<Question.Tool>();
        boolean mark = false;
        for (JsonNode tool : request.path("tools")) {
            mark |= tool.has(MARK);
            if (tool.path("type").asText("custom").equals("custom") && tools.size() < Question.MAX_TOOLS) {
                String schema = tool.path("input_schema").toString();
                boolean fits = schema.length() <= Question.MAX_SCHEMA_BYTES;
                tools.add(new Question.Tool(tool.path("name").asText(), fits ? schema : Question.Tool.TOO_LONG));
            }
        }
        if (request.has("tools")) {
            part(request.path("tools"), mark, utf8(request.path("tools").toString()).length);
        }
        return tools;
    }

    private void system() {
        JsonNode system = request.path("system");
        textBytes += textBytes(system);
        if (system.isTextual()) {
            part(system, false, textBytes(system));
        }
        for (JsonNode block : system) {
            part(block, block.has(MARK), blockBytes(block));
        }
    }

    private void message(JsonNode message) {
        JsonNode content = message.path("content");
        textBytes += textBytes(content);
        boolean isUser = message.path("role").asText().equals("user");
        if (isUser) {
            endsWithResult = false;
            userText = content.isTextual() ? content.asText() : userText;
            files.clear();
            pictures = 0;
        }
        prompt.writeBytes(utf8(message.path("role").toString()));
        if (content.isTextual()) {
            part(content, false, textBytes(content));
        }
        for (JsonNode block : content) {
            part(block, block.has(MARK), blockBytes(block));
            file(block);
            if (isUser && block.path("type").asText().equals("text")) {
                userText = block.path("text").asText();
            } else if (block.path("type").asText().equals("tool_result")) {
                endsWithResult = true;
                JsonNode result = block.path("content");
                toolResult = result.isTextual()
                        ? result.asText()
                        : result.at("/0/text").asText();
            }
        }
    }

    private void file(JsonNode block) {
        switch (block.path("type").asText()) {
            case "image" -> pictures++;
            case "document" -> files.add(block.path("title").asText("a document"));
            default -> {}
        }
    }

    private String instructions() {
        JsonNode system = request.path("system");
        return system.isTextual() ? system.asText() : system.at("/0/text").asText();
    }

    private static long textBytes(JsonNode content) {
        if (content.isTextual()) {
            return utf8(content.asText()).length;
        }
        long bytes = 0;
        for (JsonNode block : content) {
            bytes += blockBytes(block);
        }
        return bytes;
    }

    private static long blockBytes(JsonNode block) {
        return textBytes(block.path("text")) + textBytes(block.path("content"));
    }

    /** A part of the prompt as the cache compares it: marks are no part of it. The role of a message belongs to its first block. */
    private void part(JsonNode value, boolean mark, long counted) {
        JsonNode bare = value.deepCopy();
        bare.findParents(MARK).forEach(parent -> ((ObjectNode) parent).remove(MARK));
        prompt.writeBytes(utf8(bare.toString()));
        parts.add(new PrefixCache.Part(partBegins, prompt.size(), counted));
        partBegins = prompt.size();
        if (mark) {
            marks.add(parts.size());
        }
    }

    private OutputRules rules() {
        var stops = new ArrayList<String>();
        request.path("stop_sequences").forEach(stop -> stops.add(stop.asText()));
        JsonNode schema = request.at("/output_config/format/schema");
        TextFormat format =
                schema.isObject() ? new TextFormat.FittingJson("answer", schema.toString()) : new TextFormat.Prose();
        return new OutputRules(
                request.path("max_tokens").asLong(OutputRules.UNLIMITED), stops, format, Optional.empty());
    }

    private String choice() {
        return switch (request.at("/tool_choice/type").asText("auto")) {
            case "any" -> "required";
            case "none" -> "none";
            case "tool" -> request.at("/tool_choice/name").asText();
            default -> "auto";
        };
    }

    /** The beginning of a text, whole characters only. */
    private static String head(String text, int maxBytes) {
        int end = 0;
        int bytes = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            bytes += utf8(Character.toString(character)).length;
            if (bytes > maxBytes) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
