package poegateway.mcp.tools.server;

import java.util.List;
import java.util.Map;

/** How the gateway is, as far as callers may know. */
public interface ServerState {
    /**
     * Something that the gateway leans on.
     *
     * @param ok whether it is as it should be
     * @param detail one sentence for people; holds no secret
     */
    record Part(String name, boolean ok, String detail) {}

    /** Version of the gateway. */
    String version();

    /** What answers: poe or simulator. */
    String upstream();

    /** Limits that callers meet, by name. */
    Map<String, Long> limits();

    /** What it leans on. */
    List<Part> parts();

    long uptimeSeconds();

    /** Sessions with a turn under way, of all callers. */
    int turns();

    /** Jobs under way, of all callers. */
    int jobs();
}
