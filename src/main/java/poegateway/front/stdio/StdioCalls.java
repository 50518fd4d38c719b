package poegateway.front.stdio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.RequestTimeline;
import poegateway.core.Wishes;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.GatewayFailure;
import poegateway.mcp.Era;
import poegateway.mcp.McpEndpoint;
import poegateway.mcp.McpReply;
import poegateway.mcp.McpRequest;
import poegateway.mcp.RequestEnvelope;
import poegateway.mcp.feature.McpOrigin;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.message.RpcMessage;
import poegateway.meter.Meter;
import poegateway.meter.Span;

/** Requests of the client under way, each on a thread of its own. Messages are taken by one thread. */
public final class StdioCalls {
    private static final Logger LOG = LoggerFactory.getLogger(StdioCalls.class);
    private static final int CALLS_MAX = 64;
    private static final int OK = 200;
    private static final String LISTEN = "subscriptions/listen";
    private static final String CANCELLED = "notifications/cancelled";

    private final Dependencies dependencies;
    private final LineWriter out;
    private final StdioSession session;
    private final Map<JsonNode, Entry> calls = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /**
     * What requests are carried out with.
     *
     * @param caller on whose account all is done
     * @param filter which tools are listed
     * @param requestIds makes an id for each request
     */
    public record Dependencies(
            McpEndpoint endpoint,
            Meter meter,
            LongSupplier nanoTime,
            Supplier<String> requestIds,
            Caller caller,
            ToolFilter filter) {}

    private record Entry(String method, Cancellation cancellation) {
        boolean listens() {
            return method.equals(LISTEN);
        }
    }

    StdioCalls(Dependencies dependencies, LineWriter out) {
        this.dependencies = dependencies;
        this.out = out;
        this.session =
                new StdioSession(dependencies.endpoint(), dependencies.caller().id(), out);
    }

    /** A request comes. What is answered at once is done when this returns, so that what follows builds on it. */
    void begin(RpcMessage.Request request) {
        Entry entry = new Entry(request.method(), new Cancellation());
        Optional<RpcError> refusal = refusal();
        if (refusal.isPresent() || calls.putIfAbsent(request.id(), entry) != null) {
            answer(McpReply.refusal(request, refusal.orElseGet(StdioCalls::sameId)));
            return;
        }
        if (McpEndpoint.isAtOnce(request.method())) {
            run(request, entry);
        } else {
            Thread.startVirtualThread(() -> run(request, entry));
        }
    }

    private Optional<RpcError> refusal() {
        if (stopping) {
            return Optional.of(new RpcError(RpcError.Kind.BUSY, "The gateway is about to stop."));
        }
        return calls.size() < CALLS_MAX
                ? Optional.empty()
                : Optional.of(new RpcError(
                        RpcError.Kind.BUSY, "There are " + CALLS_MAX + " requests in progress, which is the most."));
    }

    private static RpcError sameId() {
        return new RpcError(RpcError.Kind.NO_MESSAGE, "A request with this id is in progress.");
    }

    private void run(RpcMessage.Request request, Entry entry) {
        Optional<McpReply> reply = Optional.empty();
        try {
            reply = measured(request, entry.cancellation());
        } catch (RpcException wrong) {
            reply = Optional.of(McpReply.refusal(request, wrong.error()));
        } catch (RuntimeException | Error bug) {
            LOG.error("a request failed because of a bug in the gateway", bug);
            reply = Optional.of(McpReply.refusal(
                    request,
                    new RpcError(
                            RpcError.Kind.BUG, "The gateway failed because of a bug in it; its log has " + "more.")));
        } finally {
            reply.ifPresent(this::answer);
            calls.remove(request.id(), entry); // after its answer: while it is here, the process does not end
        }
    }

    private void answer(McpReply reply) {
        out.answer(reply.message());
    }

    private Optional<McpReply> measured(RpcMessage.Request request, Cancellation cancellation) {
        String id = dependencies.requestIds().get();
        Meter.Request head = new Meter.Request("STDIO", "/mcp", id, Optional.empty(), Optional.empty());
        try (RequestTimeline timeline = RequestTimeline.unlimited(dependencies.nanoTime());
                Span span = dependencies.meter().begin(head, timeline)) {
            span.caller(dependencies.caller());
            Optional<McpReply> reply = replied(request, cancellation, id, span);
            span.answered(OK);
            Optional.ofNullable(cancellation.reason()).ifPresent(span::failed);
            return reply;
        }
    }

    private Optional<McpReply> replied(RpcMessage.Request request, Cancellation cancellation, String id, Span span) {
        RequestEnvelope envelope = session.envelope(request);
        McpRequest made = new McpRequest(
                request,
                envelope,
                envelope.era() == Era.SESSIONS ? session.id() : Optional.empty(),
                new McpOrigin(id, dependencies.caller(), Wishes.NONE, span),
                dependencies.filter(),
                out,
                true,
                cancellation);
        Optional<McpReply> reply = dependencies.endpoint().answer(made);
        session.answered(request, reply);
        return reply;
    }

    /** A message that is not answered. */
    void take(RpcMessage message) {
        if (message instanceof RpcMessage.Notification told && told.method().equals(CANCELLED)) {
            Optional.ofNullable(calls.get(told.params().path("requestId")))
                    .ifPresent(call -> call.cancellation().cancel(new ClientFailure.CallerGone()));
            return;
        }
        session.id()
                .ifPresent(id -> dependencies
                        .endpoint()
                        .take(message, dependencies.caller().id(), id));
    }

    int open() {
        return (int) calls.values().stream().filter(call -> !call.listens()).count();
    }

    void refuseNew() {
        stopping = true;
        session.end(new GatewayFailure.Restarting());
        calls.values().stream()
                .filter(Entry::listens)
                .forEach(call -> call.cancellation().cancel(new GatewayFailure.Restarting()));
    }

    int cutOff(Failure why) {
        int cut = open();
        session.end(why);
        calls.values().forEach(call -> call.cancellation().cancel(why));
        return cut;
    }
}
