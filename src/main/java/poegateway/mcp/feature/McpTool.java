package poegateway.mcp.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import poegateway.core.Caller;
import poegateway.mcp.message.McpJson;

/** A tool. */
public interface McpTool {
    /**
     * What clients are told of it.
     *
     * @param json as {@code tools/list} has it; not to be written to
     * @param toolset to which it belongs; empty for one that is never listed and yet answers
     */
    record Declaration(ObjectNode json, Optional<String> toolset) {
        /** One that is listed with a toolset, by its JSON. */
        public static Declaration listed(String toolset, String json) {
            return new Declaration(McpJson.object(json), Optional.of(toolset));
        }

        public String name() {
            return json.path("name").asText();
        }

        /** Whether it only reads. */
        public boolean readOnly() {
            return json.path("annotations").path("readOnlyHint").asBoolean();
        }
    }

    Declaration declaration();

    /** Whether it is listed for that caller. */
    default boolean isShownTo(Caller caller) {
        return true;
    }

    /**
     * Does its work; may block.
     *
     * @throws ToolException when it cannot, for a reason that the model should know
     * @throws InputNeeded when the user has to say something first
     * @throws poegateway.core.FailureException for everything that has a name
     */
    ToolAnswer call(McpCall call);
}
