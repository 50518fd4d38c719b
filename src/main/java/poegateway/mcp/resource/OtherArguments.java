package poegateway.mcp.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import poegateway.core.Cancellation;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpOrigin;

/** A call with other arguments: what is read of a resource is what a tool tells. */
record OtherArguments(McpCall call, ObjectNode arguments) implements McpCall {
    @Override
    public McpOrigin origin() {
        return call.origin();
    }

    @Override
    public Cancellation cancellation() {
        return call.cancellation();
    }

    @Override
    public void progress(double done, OptionalDouble total, String message) {
        call.progress(done, total, message);
    }

    @Override
    public void log(String level, String logger, JsonNode data) {
        call.log(level, logger, data);
    }

    @Override
    public Map<String, JsonNode> ask(Map<String, ObjectNode> requests, String state) {
        return call.ask(requests, state);
    }

    @Override
    public Optional<String> state() {
        return call.state();
    }

    @Override
    public Map<String, JsonNode> answers() {
        return call.answers();
    }

    @Override
    public boolean clientCan(String capability) {
        return call.clientCan(capability);
    }

    @Override
    public boolean takesTasks() {
        return call.takesTasks();
    }
}
