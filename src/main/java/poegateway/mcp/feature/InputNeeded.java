package poegateway.mcp.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The user has to say something first, and the answer comes with the next request. */
public final class InputNeeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Map<String, ObjectNode> requests;
    private final String state;

    /**
     * @param requests what is asked, by a key of the tool's own; each has {@code method} and {@code params}
     * @param state what the tool wants to know again then; empty for nothing
     */
    public InputNeeded(Map<String, ObjectNode> requests, String state) {
        super("input is needed");
        this.requests = Map.copyOf(requests);
        this.state = state;
    }

    public Map<String, ObjectNode> requests() {
        return requests;
    }

    public String state() {
        return state;
    }
}
