package poegateway.front.mcp;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.front.Exchange;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.mcp.McpEndpoint;
import poegateway.mcp.SessionStream;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.message.RpcMessage;
import poegateway.mcp.message.RpcReader;

/** {@code /mcp}: messages come by POST; what changes is told by GET, in a session, which is ended by DELETE. */
public final class McpSurface {
    static final String SESSION = "mcp-session-id";
    private static final String PATH = "/mcp";
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;

    private final McpEndpoint endpoint;
    private final ToolFilter standard;

    private McpSurface(McpEndpoint endpoint, ToolFilter standard) {
        this.endpoint = endpoint;
        this.standard = standard;
    }

    /**
     * The surface.
     *
     * @param standard which tools are listed where a client says nothing
     */
    public static Surface of(McpEndpoint endpoint, ToolFilter standard) {
        McpSurface surface = new McpSurface(endpoint, standard);
        return new Surface(
                new McpErrors(),
                List.of(
                        new Route("POST", PATH, Route.Access.API_OF_OWN_HOST, surface::post),
                        new Route("GET", PATH, Route.Access.API_OF_OWN_HOST, surface::listen),
                        new Route("DELETE", PATH, Route.Access.API_OF_OWN_HOST, surface::delete)));
    }

    private void post(Exchange exchange) throws IOException {
        byte[] body = exchange.request().jsonBody();
        try {
            take(exchange, RpcReader.read(body));
        } catch (RpcException wrong) {
            refuse(exchange, Optional.empty(), wrong.error());
        }
    }

    private void take(Exchange exchange, RpcMessage message) throws IOException {
        if (message instanceof RpcMessage.Request request) {
            try {
                new RequestPost(endpoint, exchange, request).answer(standard);
            } catch (RpcException wrong) {
                refuse(exchange, Optional.of(request), wrong.error());
            }
            return;
        }
        McpSessionHeader header = new McpSessionHeader(endpoint, exchange);
        if (header.belongsToSession(message)) {
            header.session();
            endpoint.take(message, exchange.caller().id(), header.id());
        }
        exchange.sendEmpty(ACCEPTED);
    }

    /** Only clients with a session are told something of which they have not asked; for all others there is no GET. */
    private void listen(Exchange exchange) throws IOException {
        if (exchange.request().header(SESSION).isEmpty()) {
            throw new FailureException(new ClientFailure.MethodNotAllowed("GET", List.of("POST", "DELETE")));
        }
        McpSessionHeader header = new McpSessionHeader(endpoint, exchange);
        try {
            if (!Accepted.allowsStream(exchange.request().header("accept"))) {
                throw new RpcException(RpcError.Kind.NOT_ACCEPTABLE, "Send 'Accept: text/event-stream'.");
            }
            header.session();
            tell(exchange, header.id());
        } catch (RpcException wrong) {
            refuse(exchange, Optional.empty(), wrong.error());
        }
    }

    private void tell(Exchange exchange, String session) throws IOException {
        String owner = exchange.caller().id();
        exchange.watchCaller();
        try (RunningWork work = new RunningWork(true, exchange.timeline());
                SessionStream changes = endpoint.listen(owner, session, work.cancellation());
                MessageStream stream = MessageStream.idle(work)) {
            exchange.expectIdleStream();
            work.begin(() -> {
                changes.tellTo(work.queue());
                return Optional.empty();
            });
            exchange.send(stream);
        }
    }

    private void delete(Exchange exchange) throws IOException {
        McpSessionHeader header = new McpSessionHeader(endpoint, exchange);
        try {
            header.session();
            endpoint.endSession(exchange.caller().id(), header.id());
            exchange.sendEmpty(NO_CONTENT);
        } catch (RpcException wrong) {
            refuse(exchange, Optional.empty(), wrong.error());
        }
    }

    private static void refuse(Exchange exchange, Optional<RpcMessage.Request> request, RpcError error)
            throws IOException {
        exchange.sendJson(
                error.kind().status(), McpJson.bytes(McpJson.error(request.map(RpcMessage.Request::id), error)));
    }
}
