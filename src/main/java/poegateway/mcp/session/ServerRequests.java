package poegateway.mcp.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import poegateway.mcp.feature.ToolException;

/** Requests of the server's that clients have to answer, in revisions of the protocol where a server sends some. */
public final class ServerRequests {
    private final Map<Key, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    private record Key(String owner, String connection, String id) {}

    /**
     * One that was sent.
     *
     * @param answer what the client says; fails with a {@link ToolException} where it says that it cannot
     */
    public record Sent(String id, CompletableFuture<JsonNode> answer) {}

    /** A request gets an id, and its answer is awaited. */
    public Sent begin(String owner, String connection) {
        String id = "gateway-" + last.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(new Key(owner, connection, id), answer);
        return new Sent(id, answer);
    }

    /** Nobody waits for it any more. */
    public void end(String owner, String connection, Sent sent) {
        waiting.remove(new Key(owner, connection, sent.id()));
    }

    /** A client answered; nothing happens where nobody waits for that. */
    public void answered(String owner, String connection, JsonNode id, JsonNode result) {
        CompletableFuture<JsonNode> answer = waiting.remove(new Key(owner, connection, id.asText()));
        if (answer != null) {
            answer.complete(result);
        }
    }

    /** A client has no answer. */
    public void refused(String owner, String connection, JsonNode id, String why) {
        CompletableFuture<JsonNode> answer = waiting.remove(new Key(owner, connection, id.asText()));
        if (answer != null) {
            answer.completeExceptionally(new ToolException("The client did not answer: " + why));
        }
    }
}
