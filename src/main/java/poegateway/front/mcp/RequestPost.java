package poegateway.front.mcp;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import poegateway.core.failure.FailureException;
import poegateway.front.Exchange;
import poegateway.mcp.Era;
import poegateway.mcp.McpEndpoint;
import poegateway.mcp.McpReply;
import poegateway.mcp.McpRequest;
import poegateway.mcp.RequestEnvelope;
import poegateway.mcp.feature.McpOrigin;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.message.RpcMessage;
import poegateway.mcp.session.McpSession;

/** One request that came by POST, and the way to its answer: one message as JSON, or a stream where more is to be said. */
final class RequestPost {
    private static final Duration ANSWERED_SOON = Duration.ofSeconds(1);
    private static final int ACCEPTED = 202;
    private static final int OK = 200;
    private static final String INITIALIZE = "initialize";

    private final McpEndpoint endpoint;
    private final Exchange exchange;
    private final RpcMessage.Request request;
    private final Accepted accepted;

    RequestPost(McpEndpoint endpoint, Exchange exchange, RpcMessage.Request request) {
        this.endpoint = endpoint;
        this.exchange = exchange;
        this.request = request;
        this.accepted = Accepted.of(exchange.request().header("accept"));
    }

    /**
     * What stands around it, and where it belongs.
     *
     * @param connection the session
     * @param begun a session that begins with it
     */
    private record Place(RequestEnvelope envelope, Optional<String> connection, Optional<McpSession> begun) {}

    /**
     * Answers it.
     *
     * @throws RpcException when it is not as it must be
     */
    void answer(ToolFilter standard) throws IOException {
        if (!accepted.json() && !accepted.stream()) {
            throw new RpcException(RpcError.Kind.NOT_ACCEPTABLE, "Send 'Accept: application/json, text/event-stream'.");
        }
        Place place = place();
        ToolFilter filter = ToolChoiceHeaders.of(exchange.request(), standard);
        try (RunningWork work = new RunningWork(place.envelope.era() == Era.STATELESS, exchange.timeline())) {
            if (McpEndpoint.isAtOnce(request.method()) && accepted.json()) {
                send(endpoint.answer(made(place, filter, work)), place);
                return;
            }
            if (place.envelope.era() == Era.STATELESS) {
                exchange.watchCaller();
            }
            work.begin(endpoint, begun -> made(place, filter, begun));
            answer(work, place);
        } finally {
            exchange.rateHeaders();
        }
    }

    private Place place() {
        Optional<String> version = exchange.request().header(StandardHeaders.VERSION);
        if (Era.of(request.method(), request.params(), version) == Era.STATELESS) {
            version.filter(named -> !Era.isKnown(named)).ifPresent(RequestEnvelope::checkVersion);
            RequestEnvelope envelope = RequestEnvelope.stateless(request.params());
            StandardHeaders.check(request, envelope.version(), exchange.request()::header);
            RequestEnvelope.checkVersion(envelope.version());
            endpoint.called(request)
                    .ifPresent(tool -> ParameterHeaders.check(
                            tool, request.params().path("arguments"), exchange.request()::header));
            return new Place(envelope, Optional.empty(), Optional.empty());
        }
        if (request.method().equals(INITIALIZE)) {
            McpSession begun = endpoint.introduced(request);
            return new Place(McpEndpoint.envelope(begun, request), Optional.empty(), Optional.of(begun));
        }
        McpSessionHeader header = new McpSessionHeader(endpoint, exchange);
        McpSession session = header.session();
        return new Place(McpEndpoint.envelope(session, request), Optional.of(header.id()), Optional.empty());
    }

    private McpRequest made(Place place, ToolFilter filter, RunningWork work) {
        McpOrigin origin = new McpOrigin(
                exchange.requestId(), exchange.caller(), exchange.request().wishes(), exchange.span());
        return new McpRequest(
                request,
                place.envelope,
                place.connection,
                origin,
                filter,
                work.queue(),
                accepted.stream(),
                work.cancellation());
    }

    /** The first that comes decides the form: what is answered before anything is said, and soon, is one message. */
    private void answer(RunningWork work, Place place) throws IOException {
        Optional<MessageQueue.Entry> first = accepted.json() ? work.first(ANSWERED_SOON) : Optional.empty();
        boolean answered = first.filter(entry -> !(entry instanceof MessageQueue.Entry.Said))
                .isPresent();
        if (answered || !accepted.stream() || (accepted.json() && !isStreamGranted())) {
            sendLast(work.last(), work, place);
            return;
        }
        if (!accepted.json()) {
            exchange.expectStream();
        }
        try (MessageStream stream = new MessageStream(work)) {
            exchange.send(stream);
        }
    }

    /** The work has begun, and may be paid: a caller who has its most streams open gets the answer as one message. */
    private boolean isStreamGranted() {
        try {
            exchange.expectStream();
            return true;
        } catch (FailureException tooMany) {
            return false;
        }
    }

    private void sendLast(MessageQueue.Entry last, RunningWork work, Place place) throws IOException {
        switch (last) {
            case MessageQueue.Entry.Answered answered -> send(answered.reply(), place);
            case MessageQueue.Entry.Broken broken -> throw broken.rethrown();
            case MessageQueue.Entry.Abandoned abandoned -> throw work.abandoned();
            case MessageQueue.Entry.Said said -> throw new IllegalStateException("something is said at last");
        }
    }

    /** A request that was withdrawn gets no answer, and its exchange ends all the same. */
    private void send(Optional<McpReply> reply, Place place) throws IOException {
        if (reply.isEmpty()) {
            exchange.sendEmpty(ACCEPTED);
            return;
        }
        place.begun
                .filter(session -> reply.get().error().isEmpty())
                .ifPresent(session -> exchange.header(
                        McpSurface.SESSION, endpoint.keep(exchange.caller().id(), session)));
        exchange.sendJson(status(reply.get(), place), McpJson.bytes(reply.get().message()));
    }

    /** In a session only what is wrong with the session itself has a status. */
    private static int status(McpReply reply, Place place) {
        return place.envelope.era() == Era.SESSIONS
                ? OK
                : reply.error().map(RpcError.Kind::status).orElse(OK);
    }
}
