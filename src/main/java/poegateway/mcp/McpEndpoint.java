package poegateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.Cancellation;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.text.SafeText;
import poegateway.mcp.feature.InputNeeded;
import poegateway.mcp.feature.OfferedTools;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.message.RpcMessage;
import poegateway.mcp.session.ActiveCalls;
import poegateway.mcp.session.McpSession;
import poegateway.mcp.session.McpSessions;
import poegateway.mcp.session.ServerRequests;

/** Answers messages, whichever way they came. */
public final class McpEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(McpEndpoint.class);
    private static final int NAME_CHARS_MAX = 64;

    private static final ToolFilter ANY_TOOL = new ToolFilter(Set.of(), Set.of(), false);

    /** Those that are answered at once and say nothing before. */
    private static final Set<String> AT_ONCE = Set.of(
            Era.INITIALIZE,
            "ping",
            "server/discover",
            "tools/list",
            "resources/list",
            "resources/templates/list",
            "prompts/list",
            "logging/setLevel",
            "resources/subscribe",
            "resources/unsubscribe",
            "completion/complete",
            "tasks/get",
            "tasks/cancel",
            "tasks/update");

    private final McpSessions sessions;
    private final ActiveCalls active = new ActiveCalls();
    private final ServerRequests asked = new ServerRequests();
    private final Map<Era, Map<String, Method>> methods;
    private final StatelessResults results;
    private final Subscriptions subscriptions;
    private final SessionStreams streams;
    private final OfferedTools tools;

    /** {@code state} protects what clients bring back. */
    public McpEndpoint(ServerFeatures features, McpSessions sessions, RequestState state) {
        this.sessions = sessions;
        this.results = new StatelessResults(features.info(), state);
        this.subscriptions = new Subscriptions(features);
        this.tools = features.tools();
        this.streams = new SessionStreams(features, sessions);
        FeatureMethods offered = new FeatureMethods(features, asked, state);
        this.methods = Map.of(
                Era.SESSIONS, new SessionMethods(features, sessions, offered, streams).all(),
                Era.STATELESS, new StatelessMethods(features, offered, subscriptions).all());
    }

    /** Whether a request is answered at once, without a word before. */
    public static boolean isAtOnce(String method) {
        return AT_ONCE.contains(method);
    }

    /** The tool that a request calls, as clients are told of it; empty where it calls none. */
    public Optional<ObjectNode> called(RpcMessage.Request request) {
        return request.method().equals("tools/call")
                ? tools.find(request.params().path("name").asText(), ANY_TOOL)
                        .map(tool -> tool.declaration().json())
                : Optional.empty();
    }

    /**
     * Answers a request, and blocks until then.
     *
     * @return empty where the client withdrew it, which is not answered
     */
    public Optional<McpReply> answer(McpRequest request) {
        String connection = request.connection().orElse(request.origin().requestId());
        ActiveCalls.Entry entry =
                active.begin(request.owner(), connection, request.rpc().id(), request.cancellation());
        try (entry) {
            McpReply reply = reply(request);
            return withdrawn(request) ? Optional.empty() : Optional.of(reply);
        }
    }

    private McpReply reply(McpRequest request) {
        try {
            return new McpReply(McpJson.result(request.rpc().id(), result(request)), Optional.empty());
        } catch (RpcException wrong) {
            return McpReply.refusal(request.rpc(), wrong.error());
        }
    }

    private static boolean withdrawn(McpRequest request) {
        return request.cancellation().reason() instanceof ClientFailure.CallerGone;
    }

    private ObjectNode result(McpRequest request) {
        Era era = request.envelope().era();
        String name = request.rpc().method();
        Method method = Optional.ofNullable(methods.get(era))
                .map(all -> all.get(name))
                .orElseThrow(() -> new RpcException(
                        RpcError.Kind.UNKNOWN_METHOD,
                        "There is no method '" + SafeText.printable(name, NAME_CHARS_MAX) + "' in this revision."));
        try {
            ObjectNode result = method.answer(request);
            return era == Era.STATELESS ? results.complete(name, result) : result;
        } catch (InputNeeded needed) {
            return results.inputRequired(request, needed);
        } catch (FailureException failed) {
            throw new RpcException(kind(failed.failure()), failed.failure().message());
        } catch (RpcException wrong) {
            throw wrong;
        } catch (RuntimeException bug) {
            LOG.error(
                    "{} failed because of a bug in the gateway",
                    request.origin().requestId(),
                    bug);
            throw new RpcException(
                    RpcError.Kind.BUG,
                    "The gateway failed because of a bug in it; its log has more under the " + "request id.");
        }
    }

    private static RpcError.Kind kind(Failure failure) {
        return failure.kind() == Failure.Kind.RATE_LIMITED ? RpcError.Kind.BUSY : RpcError.Kind.BUG;
    }

    /** Takes a message that needs no answer. */
    public void take(RpcMessage message, String owner, String connection) {
        switch (message) {
            case RpcMessage.Notification told -> notified(told, owner, connection);
            case RpcMessage.Result result -> asked.answered(owner, connection, result.id(), result.result());
            case RpcMessage.Refusal refusal -> asked.refused(owner, connection, refusal.id(), refusal.message());
            case RpcMessage.Request request -> throw new IllegalArgumentException("a request is answered");
        }
    }

    private void notified(RpcMessage.Notification told, String owner, String connection) {
        if (told.method().equals("notifications/cancelled") && told.params().has("requestId")) {
            active.withdraw(owner, connection, told.params().path("requestId"));
        }
    }

    /** The session of that id; empty where the caller has none. */
    public Optional<McpSession> session(String owner, String id) {
        return sessions.find(owner, id);
    }

    /** What stands around a request that belongs to a session. */
    public static RequestEnvelope envelope(McpSession session, RpcMessage.Request request) {
        return RequestEnvelope.of(session, request.params());
    }

    /** Begins a session with what the client says of itself. */
    public McpSession introduced(RpcMessage.Request request) {
        return SessionMethods.introduced(request.params());
    }

    /** Keeps a session, and gives its id. */
    public String keep(String owner, McpSession session) {
        return sessions.begin(owner, session);
    }

    /** Gathers from now on what a client with a session is to be told, until that is closed; of one session the newest counts. */
    public SessionStream listen(String owner, String id, Cancellation cancellation) {
        return streams.open(owner, id, cancellation);
    }

    /** Ends that, and nothing else. */
    public void endListening(String owner, String id) {
        streams.end(owner, id);
    }

    /** Ends a session and all that is under way for it; false where there was none. */
    public boolean endSession(String owner, String id) {
        active.withdrawAll(owner, id);
        boolean there = sessions.end(owner, id);
        endListening(owner, id);
        return there;
    }

    /** Streams of sessions on which changes are told. */
    public int listening() {
        return streams.count();
    }

    /** Requests that are being worked on. */
    public int active() {
        return active.count();
    }

    /** Sessions that are kept. */
    public int sessions() {
        return sessions.count();
    }

    /** Whoever only listens for changes is told that it is over. */
    public void endSubscriptions() {
        subscriptions.end();
        streams.end();
    }

    /** Everything ends, for that reason. */
    public void cancelAll(Failure why) {
        active.cancelAll(why);
        streams.end();
    }

    @Override
    public void close() {
        cancelAll(new GatewayFailure.Restarting());
    }
}
