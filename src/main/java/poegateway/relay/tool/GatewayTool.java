package poegateway.relay.tool;

import java.io.IOException;
import poegateway.wire.json.JsonSlice;

/** A tool that runs here, or is asked from here. Safe for all threads. */
public interface GatewayTool {
    /** As models call it: letters, digits, hyphens and underscores, 64 at most. */
    String name();

    /** What a model is told of it. */
    String description();

    /** JSON Schema of its arguments, an object. */
    JsonSlice parameters();

    /**
     * Runs it; blocks, on a thread of its own. What it throws is told to the model as a failure, an {@link IOException} with its
     * message and anything else without.
     *
     * @param arguments one JSON object that fits the schema
     * @param use is cancelled when nobody waits any more
     */
    String run(JsonSlice arguments, ToolUse use) throws IOException;
}
