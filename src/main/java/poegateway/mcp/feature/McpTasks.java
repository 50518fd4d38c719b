package poegateway.mcp.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers that come later, as clients see them that take tasks. What belongs to another caller is absent. */
public interface McpTasks {
    /** The extension by which clients say that they take tasks, and by which a server says that it has some. */
    String EXTENSION = "io.modelcontextprotocol/tasks";

    /** A task as it stands, with what came of it. */
    Optional<ObjectNode> find(String owner, String id);

    /** Tells a task once it has ended, at once where it has; nothing where there is none. {@code told} must not block. */
    void onEnd(String owner, String id, Consumer<ObjectNode> told);

    /** Stops one; false where there is none. One that has ended stays as it is. */
    boolean cancel(String owner, String id);

    /** Takes answers to what a task asked, by the keys of the questions; false where there is no such task. */
    boolean answer(String owner, String id, ObjectNode answers);
}
