package poegateway.mcp.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import poegateway.core.failure.Failure;
import poegateway.core.failure.Retry;
import poegateway.mcp.message.McpJson;

/**
 * What a tool gives.
 *
 * @param content blocks for the model
 * @param structured the same for programs
 * @param failed whether it is the word that it could not be done
 * @param task the task in whose place the client gets it later; there is nothing else then
 */
public record ToolAnswer(
        ArrayNode content, Optional<ObjectNode> structured, boolean failed, Optional<ObjectNode> task) {
    private static final int BYTES_OF_CHAR = 2;

    public ToolAnswer(ArrayNode content, Optional<ObjectNode> structured, boolean failed) {
        this(content, structured, failed, Optional.empty());
    }

    /** The word that the answer comes later, by a task. */
    public static ToolAnswer task(ObjectNode task) {
        return new ToolAnswer(JsonNodeFactory.instance.arrayNode(), Optional.empty(), false, Optional.of(task));
    }

    /** Words alone. */
    public static ToolAnswer text(String words) {
        return new ToolAnswer(JsonNodeFactory.instance.arrayNode().add(words(words)), Optional.empty(), false);
    }

    /** Words for the model, and the same for programs. */
    public static ToolAnswer text(String words, ObjectNode structured) {
        return new ToolAnswer(JsonNodeFactory.instance.arrayNode().add(words(words)), Optional.of(structured), false);
    }

    /** Something for programs, of which the model sees the JSON. */
    public static ToolAnswer of(ObjectNode structured) {
        return text(McpJson.text(structured), structured);
    }

    /** A word for the model that it could not be done, and why. */
    public static ToolAnswer failure(String sentence) {
        return new ToolAnswer(JsonNodeFactory.instance.arrayNode().add(words(sentence)), Optional.empty(), true);
    }

    /** The same, with what happened in a form for programs. */
    public static ToolAnswer failure(Failure failure) {
        ObjectNode structured = McpJson.object();
        structured
                .putObject("error")
                .put("code", failure.code())
                .put("message", failure.message())
                .put("retryable", !(failure.retry() instanceof Retry.Never));
        return new ToolAnswer(failure(FailureText.of(failure)).content(), Optional.of(structured), true);
    }

    /** The same with a warning for these names of arguments; a failure, and the word of a task, as they are. */
    public ToolAnswer ignoring(List<String> unknown) {
        if (unknown.isEmpty() || failed || task.isPresent()) {
            return this;
        }
        String warning = "ignored, because there are no such arguments: " + String.join(", ", unknown);
        ObjectNode more = structured.map(ObjectNode::deepCopy).orElseGet(McpJson::object);
        ArrayNode warnings = more.withArray("warnings");
        for (JsonNode said : warnings) {
            if (said.asText().equals(warning)) {
                return this;
            }
        }
        warnings.add(warning);
        return new ToolAnswer(told(more, warning), Optional.of(more), false);
    }

    /** The blocks, for a model that sees nothing else: those of them that repeat what programs get repeat it as it is now. */
    private ArrayNode told(ObjectNode more, String warning) {
        ArrayNode blocks = content.deepCopy();
        Optional<String> twin = structured.map(McpJson::text);
        if (twin.filter(content.path(0).path("text").asText()::equals).isPresent()) {
            blocks.set(0, words(McpJson.text(more)));
        } else {
            blocks.add(words(warning));
        }
        return blocks;
    }

    /** About how much memory it holds. */
    public long bytes() {
        return (long) BYTES_OF_CHAR * McpJson.text(json()).length();
    }

    /** As the result of {@code tools/call}. */
    public ObjectNode json() {
        if (task.isPresent()) {
            return task.get().deepCopy().put("resultType", "task");
        }
        ObjectNode result = McpJson.object();
        result.set("content", content);
        structured.ifPresent(more -> result.set("structuredContent", more));
        if (failed) {
            result.put("isError", true);
        }
        return result;
    }

    /** A block of words. */
    public static ObjectNode words(String words) {
        return McpJson.object().put("type", "text").put("text", words);
    }

    /**
     * A block with a picture or sound.
     *
     * @param type {@code image} or {@code audio}
     */
    public static ObjectNode media(String type, String base64, String mimeType) {
        return McpJson.object().put("type", type).put("data", base64).put("mimeType", mimeType);
    }

    /** A block that says where something is. */
    public static ObjectNode link(String uri, String name, String mimeType) {
        return McpJson.object()
                .put("type", "resource_link")
                .put("uri", uri)
                .put("name", name)
                .put("mimeType", mimeType);
    }
}
