package poegateway.mcp.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import poegateway.core.Cancellation;

/** One call of a tool, or one use of another feature, as whoever serves it sees it. The same for all revisions of the protocol. */
public interface McpCall {
    /** What the client gave; empty where it gave nothing. */
    ObjectNode arguments();

    /** Who calls. */
    McpOrigin origin();

    /** Ends the work for it, when nobody wants it any more. */
    Cancellation cancellation();

    /**
     * Tells how far the work is, where the client wants to know.
     *
     * @param done more than the time before
     * @param total where it is known
     * @param message what goes on; empty for nothing
     */
    void progress(double done, OptionalDouble total, String message);

    /**
     * Tells something for the client's log, where it wants to know.
     *
     * @param level by the words of the protocol, such as {@code info}
     */
    void log(String level, String logger, JsonNode data);

    /**
     * Asks the user, or the client's model, and gives the answers by the same keys.
     *
     * @param requests each has {@code method} and {@code params}
     * @param state what is to be known again where the work begins anew with the answers; empty for nothing
     * @throws InputNeeded where the answers come with another request
     */
    Map<String, JsonNode> ask(Map<String, ObjectNode> requests, String state);

    /** What was to be known again; empty for a first request. */
    Optional<String> state();

    /** Answers that came with this request, by the keys of what was asked. */
    Map<String, JsonNode> answers();

    /** Whether the client can do that, such as {@code sampling} or {@code elicitation}. */
    boolean clientCan(String capability);

    /** Whether the client takes a task in place of an answer. */
    boolean takesTasks();
}
