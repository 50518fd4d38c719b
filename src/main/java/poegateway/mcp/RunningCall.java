package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import poegateway.core.Cancellation;
import poegateway.mcp.feature.InputNeeded;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpOrigin;
import poegateway.mcp.feature.McpTasks;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.session.ServerRequests;

/** One use of a feature that is under way. */
final class RunningCall implements McpCall {
    private static final List<String> LEVELS =
            List.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

    private static final Map<String, String> CAPABILITIES = Map.of(
            "elicitation/create", "elicitation",
            "sampling/createMessage", "sampling",
            "roots/list", "roots");

    private static final long ANSWER_MINUTES = 10;

    private final McpRequest request;
    private final ObjectNode arguments;
    private final Optional<String> state;
    private final ServerRequests asked;
    private double lastDone = Double.NEGATIVE_INFINITY;

    RunningCall(McpRequest request, ObjectNode arguments, Optional<String> state, ServerRequests asked) {
        this.request = request;
        this.arguments = arguments;
        this.state = state;
        this.asked = asked;
    }

    @Override
    public ObjectNode arguments() {
        return arguments;
    }

    @Override
    public McpOrigin origin() {
        return request.origin();
    }

    @Override
    public Cancellation cancellation() {
        return request.cancellation();
    }

    @Override
    public synchronized void progress(double done, OptionalDouble total, String message) {
        Optional<JsonNode> token = request.envelope().progressToken();
        if (token.isEmpty() || done <= lastDone) {
            return;
        }
        lastDone = done;
        ObjectNode params = McpJson.object();
        params.set("progressToken", token.get());
        params.put("progress", done);
        total.ifPresent(all -> params.put("total", all));
        if (!message.isEmpty()) {
            params.put("message", message);
        }
        request.outbox().send(McpJson.notification("notifications/progress", params));
    }

    @Override
    public void log(String level, String logger, JsonNode data) {
        int wanted = LEVELS.indexOf(request.envelope().logLevel());
        if (wanted >= 0 && LEVELS.indexOf(level) >= wanted) {
            ObjectNode params = McpJson.object().put("level", level).put("logger", logger);
            params.set("data", data);
            request.outbox().send(McpJson.notification("notifications/message", params));
        }
    }

    /** Whether that is a level that a client may want to be told from. */
    static boolean isLevel(String level) {
        return LEVELS.contains(level);
    }

    @Override
    public Optional<String> state() {
        return state;
    }

    @Override
    public Map<String, JsonNode> answers() {
        Map<String, JsonNode> answers = new HashMap<>();
        request.params().path("inputResponses").properties().forEach(one -> answers.put(one.getKey(), one.getValue()));
        return answers;
    }

    @Override
    public boolean clientCan(String capability) {
        boolean reachable =
                request.hears() || request.envelope().era() == Era.STATELESS; // there it answers with another request
        return reachable && request.envelope().client().capabilities().contains(capability);
    }

    @Override
    public boolean takesTasks() {
        return request.envelope().era() == Era.STATELESS
                && request.envelope().client().capabilities().contains(McpTasks.EXTENSION);
    }

    @Override
    public Map<String, JsonNode> ask(Map<String, ObjectNode> requests, String newState) {
        requests.values().forEach(this::require);
        return request.envelope().era() == Era.STATELESS ? brought(requests, newState) : sent(requests);
    }

    private void require(ObjectNode one) {
        String capability = CAPABILITIES.getOrDefault(one.path("method").asText(), "");
        if (request.envelope().client().capabilities().contains(capability)) {
            return;
        }
        if (request.envelope().era() == Era.SESSIONS) {
            throw new ToolException("This needs a client with the capability '" + capability + "'.");
        }
        ObjectNode data = McpJson.object();
        data.putObject("requiredCapabilities").putObject(capability);
        throw new RpcException(
                RpcError.Kind.MISSING_CAPABILITY,
                "This needs a client with the capability '" + capability + "'.",
                data);
    }

    private Map<String, JsonNode> brought(Map<String, ObjectNode> requests, String newState) {
        Map<String, JsonNode> answers = answers();
        Map<String, ObjectNode> open = new LinkedHashMap<>(requests);
        open.entrySet().removeIf(one -> InputAnswer.fits(one.getValue(), answers.get(one.getKey())));
        if (!open.isEmpty()) {
            throw new InputNeeded(open, newState);
        }
        answers.keySet().retainAll(requests.keySet());
        return answers;
    }

    private Map<String, JsonNode> sent(Map<String, ObjectNode> requests) {
        Map<String, JsonNode> answers = new HashMap<>();
        requests.forEach((key, one) -> answers.put(key, sent(one)));
        return answers;
    }

    private JsonNode sent(ObjectNode one) {
        if (!request.hears()) {
            throw new ToolException("This has to ask the user, and the client does not accept a stream of events.");
        }
        String connection = request.connection().orElse("");
        ServerRequests.Sent sent = asked.begin(request.owner(), connection);
        Cancellation.Registration ends =
                cancellation().onCancel(() -> sent.answer().cancel(false));
        try {
            ObjectNode params = one.path("params") instanceof ObjectNode given ? given : McpJson.object();
            request.outbox().send(McpJson.request(sent.id(), one.path("method").asText(), params));
            return sent.answer().get(ANSWER_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof ToolException why ? why : new IllegalStateException(refused);
        } catch (TimeoutException late) {
            throw new ToolException("The user did not answer within " + ANSWER_MINUTES + " minutes.");
        } catch (java.util.concurrent.CancellationException | InterruptedException withdrawn) {
            cancellation().check();
            throw new IllegalStateException(withdrawn);
        } finally {
            ends.close();
            asked.end(request.owner(), connection, sent);
        }
    }
}
