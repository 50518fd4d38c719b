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

    /** Whether there is one at that address for this caller whose changes are told. */
    boolean tellsChanges(String uri, McpOrigin origin);

    /** The contents of one; empty where there is none at that address for this caller. */
    Optional<List<ObjectNode>> read(String uri, McpCall call);
}
