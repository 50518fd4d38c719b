package poegateway.front;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.core.ClientRequest;
import poegateway.core.HeaderFields;
import poegateway.core.Wishes;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.dialect.WireFormat;
import poegateway.meter.Operation;
import poegateway.relay.Answer;
import poegateway.relay.Relay;
import poegateway.relay.upload.FileInliner;

/** Takes requests of one dialect to Poe, and sends what Poe answers. */
public final class RelayRoute implements Route.Handler {
    /** Placeholder of paths that name the model. */
    private static final String MODEL = "model";

    private final Relay relay;
    private final WireFormat format;
    private final Aside aside;
    private final Alternative alternative;
    private final Optional<SessionDoor> sessions;

    public RelayRoute(Relay relay, WireFormat format) {
        this(relay, format, (refused, body) -> Optional.empty(), (exchange, body) -> false, Optional.empty());
    }

    /** {@code alternative} may know requests that are none of the format. */
    public RelayRoute(Relay relay, WireFormat format, Alternative alternative) {
        this(relay, format, alternative, (exchange, body) -> false, Optional.empty());
    }

    /** {@code aside} may answer requests that are none for a model. */
    public RelayRoute(Relay relay, WireFormat format, Aside aside) {
        this(relay, format, (refused, body) -> Optional.empty(), aside, Optional.empty());
    }

    private RelayRoute(
            Relay relay, WireFormat format, Alternative alternative, Aside aside, Optional<SessionDoor> sessions) {
        this.relay = relay;
        this.format = format;
        this.alternative = alternative;
        this.aside = aside;
        this.sessions = sessions;
    }

    /** The same, whose requests may be turns of sessions. */
    public RelayRoute within(SessionDoor door) {
        return new RelayRoute(relay, format, alternative, aside, Optional.of(door));
    }

    /** Knows requests that come over the same path and are of another format. */
    @FunctionalInterface
    public interface Alternative {
        /** The format of a request that was refused as none of the route's; empty where it stays refused. */
        Optional<WireFormat> insteadOf(FailureException refused, byte[] body);
    }

    /** Answers what comes over the same path and is no request for a model. */
    @FunctionalInterface
    public interface Aside {
        /**
         * Answers it, or says that it is a request for a model.
         *
         * @throws IOException when the caller cannot be written to
         */
        boolean answers(Exchange exchange, byte[] body) throws IOException;
    }

    /** The request as its format reads it; a model in the path is no part of the body. */
    static Opening open(Exchange exchange, WireFormat format, byte[] body) {
        return exchange.request()
                .findPathParameter(MODEL)
                .map(model -> format.open(body, model))
                .orElseGet(() -> format.open(body));
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        exchange.tellAttempts();
        try (Operation operation = exchange.span().operation(format.operation())) {
            try (Answer answer = ask(exchange, operation)) {
                if (answer != null) {
                    exchange.send(answer);
                }
            } catch (IOException | RuntimeException | Error thrown) {
                operation.failed(exchange.failure(thrown));
                throw thrown;
            }
        }
    }

    /**
     * Apart from {@link #handle}, so that nothing holds on to the body while a long stream runs. Gives null where it was
     * answered aside.
     */
    private @Nullable Answer ask(Exchange exchange, Operation operation) throws IOException {
        HeaderFields headers = exchange.request().headers(format.headers().toPoe());
        Wishes wishes = exchange.request().wishes();
        byte[] body = exchange.request().jsonBody();
        if (aside.answers(exchange, body)) {
            return null;
        }
        Opened opened = opened(exchange, body);
        Opening opening = opened.opening;
        operation.asked(opening.model(), opening.stream());
        exchange.watchCaller();
        if (opening.stream()) {
            exchange.expectStream();
        }
        try {
            WireFormat sent = sessions.map(door -> door.format(exchange, opened.format, opening, opened.body))
                    .orElse(opened.format);
            return relay.send(clientRequest(exchange, wishes, headers), sent, opening, opened.body, operation);
        } finally {
            exchange.rateHeaders();
        }
    }

    /** A request that is read, with its body as it was read. */
    @SuppressWarnings("ArrayRecordComponent") // it is never compared
    record Opened(WireFormat format, Opening opening, byte[] body) {
        /** Reads a body, with the files that it names. */
        static Opened of(Exchange exchange, Relay relay, WireFormat format, byte[] body) {
            byte[] whole = relay.files()
                    .inlined(
                            format,
                            exchange.caller().id(),
                            body,
                            exchange.request().bodyMemory());
            Opening opening = open(exchange, format, whole);
            return new Opened(format, whole.length == body.length ? opening : FileInliner.marked(opening), whole);
        }
    }

    private Opened opened(Exchange exchange, byte[] body) {
        try {
            return Opened.of(exchange, relay, format, body);
        } catch (FailureException refused) {
            WireFormat other = alternative.insteadOf(refused, body).orElseThrow(() -> refused);
            return Opened.of(exchange, relay, other, body);
        }
    }

    private static ClientRequest clientRequest(Exchange exchange, Wishes wishes, HeaderFields headers) {
        return new ClientRequest(
                exchange.requestId(),
                exchange.caller(),
                wishes,
                exchange.request().priorSends(),
                headers,
                exchange.timeline(),
                exchange.request()::bodyDone);
    }
}
