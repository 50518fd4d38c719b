package poegateway.mcp.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What can be read. */
public interface McpResources {
    /** As {@code resources/list} has them. */
    List<ObjectNode> list(McpOrigin origin);

    /** As {@code resources/templates/list} has them. */
    List<ObjectNode> templates();

    /** The contents of one; empty where there is none at that address for this caller. */
    Optional<List<ObjectNode>> read(String uri, McpCall call);
}
