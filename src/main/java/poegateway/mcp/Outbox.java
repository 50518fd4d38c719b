package poegateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes what the server says before it answers. Any thread may say something; where nobody listens any more, nothing happens. */
@FunctionalInterface
public interface Outbox {
    /** A notification, or a request of the server's. */
    void send(ObjectNode message);
}
