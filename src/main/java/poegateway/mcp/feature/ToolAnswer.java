package poegateway.mcp.feature;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import poegateway.mcp.message.McpJson;

/**
 * What a tool gives.
 *
 * @param content blocks for the model
 * @param structured the same for programs
 * @param failed whether it is the word that it could not be done
 */
public record ToolAnswer(ArrayNode content, Optional<ObjectNode> structured, boolean failed) {
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

    /** As the result of {@code tools/call}. */
    public ObjectNode json() {
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
