package poegateway.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import poegateway.config.UpstreamConfig;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.ClientRequest;
import poegateway.core.HeaderFields;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.text.KnownSecrets;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.HeaderRules;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.WholeReply;
import poegateway.dialect.poe.PoeErrors;
import poegateway.meter.Operation;
import poegateway.relay.attempt.RetryLoop;
import poegateway.relay.header.PercentEncoding;
import poegateway.relay.header.ReplyFraming;
import poegateway.relay.header.ReplyHeaders;
import poegateway.relay.reply.DiagnosedReply;
import poegateway.relay.reply.PeekedReply;
import poegateway.relay.reply.ReplyBody;
import poegateway.relay.reply.ReplyBudget;
import poegateway.upstream.PoeReply;
import poegateway.upstream.PoeRequest;
import poegateway.upstream.Upstream;

/** Takes one request to Poe, as often as that is allowed, and makes the answer of what comes back. */
final class Forwarder {
    private static final int ERROR_BODY_BYTES = 256 * 1024;
    private static final int MODEL_NAME_CHARS = 100;
    /** A reply that changes its framing is held as it came and with its edits, and as it goes, in a buffer that doubles. */
    private static final int REFRAMED_PARTS = 5;

    private final Upstream upstream;
    private final UpstreamConfig limits;
    private final RetryLoop attempts;
    private final Relay.Environment environment;
    private final ReplyBudget replies;

    Forwarder(Upstream upstream, UpstreamConfig limits, RetryLoop attempts, Relay.Environment environment) {
        this.replies = new ReplyBudget(limits.replyBytesInFlight().bytes());
        this.upstream = upstream;
        this.limits = limits;
        this.attempts = attempts;
        this.environment = environment;
    }

    /** One request on its way. */
    private record RelayCall(
            ClientRequest clientRequest,
            UpstreamRequest request,
            RequestTimeline timeline,
            Operation operation,
            ReplyBudget.Lease memory,
            KnownSecrets secrets) {
        void firstEventCame() {
            operation.firstEventCame();
            timeline.firstEventCame();
        }
    }

    /** Carries the request and returns when the head of the answer is known. */
    Answer send(ClientRequest clientRequest, UpstreamRequest request, RetryLoop.Repeats repeats, Operation operation) {
        RequestTimeline timeline = clientRequest.timeline();
        ReplyBudget.Lease memory = replies.open(timeline.cancellation());
        RelayCall call = new RelayCall(
                clientRequest,
                request,
                timeline,
                operation,
                memory,
                clientRequest.caller().account().secrets());
        boolean handedOver = false;
        boolean poeGoesOn = false;
        timeline.poeBegins();
        try {
            Answer answer = attempts.run(retried(clientRequest, repeats, operation), made -> attempt(call, made));
            handedOver = true;
            clientRequest.body().giveBack(); // nothing is sent again from here on
            poeGoesOn = answer instanceof StreamAnswer;
            return answer;
        } finally {
            if (!handedOver) {
                memory.close();
            }
            if (!poeGoesOn) {
                timeline.poeEnds();
            }
        }
    }

    /** Memory for a reply that somebody inside the gateway keeps beside what carries it. */
    ReplyBudget.Lease lease(Cancellation cancellation) {
        return replies.open(cancellation);
    }

    /** Memory held by replies; 0 when nothing leaked. */
    long replyBytesHeld() {
        return replies.heldBytes();
    }

    private static RetryLoop.Call retried(ClientRequest clientRequest, RetryLoop.Repeats repeats, Operation operation) {
        return new RetryLoop.Call(
                operation,
                clientRequest.caller().account(),
                clientRequest.timeline(),
                clientRequest.priorSends(),
                repeats);
    }

    private Answer attempt(RelayCall call, int made) {
        boolean handedOver = false;
        PoeReply reply = null;
        try {
            reply = send(call);
            call.operation.poeAnswered(reply.status(), ReplyHeaders.requestId(reply, call.secrets));
            Answer answer = answer(reply, call, made);
            handedOver = true;
            return answer;
        } catch (OutOfMemoryError tooMuch) {
            throw ReplyBudget.outOfHeap();
        } finally {
            call.timeline.resume(); // what comes between attempts is no wait for Poe
            if (!handedOver && reply != null) {
                reply.close();
            }
            if (!handedOver) {
                call.memory.empty();
            }
        }
    }

    private PoeReply send(RelayCall call) {
        try {
            return upstream.send(poeRequest(call));
        } catch (FailureException failed) {
            DiagnosedReply.tellIfHeadBroken(failed.failure(), call.secrets);
            throw failed;
        }
    }

    private Answer answer(PoeReply reply, RelayCall call, int made) {
        DiagnosedReply noted = new DiagnosedReply(reply, call.secrets);
        Account account = call.clientRequest.caller().account();
        try {
            if (reply.status() != 200) {
                throw new FailureException(refusal(noted, call));
            }
            Answer answer = read(new PeekedReply(noted), call, headers(reply, call, made));
            if (answer instanceof StreamAnswer stream) {
                stream.onBreak(failure -> translated(failure, noted, account));
            }
            return answer;
        } catch (FailureException failed) {
            noted.tellIfBroken(failed.failure());
            throw failed;
        }
    }

    private static Failure translated(Failure failure, DiagnosedReply reply, Account account) {
        reply.tellIfBroken(failure);
        return account.blamed(failure);
    }

    private Answer read(PeekedReply peeked, RelayCall call, Map<String, String> headers) {
        return switch (framing(peeked, call)) {
            case JSON -> whole(peeked, call, headers);
            case EVENTS ->
                call.request.opening().stream() ? stream(peeked, call, headers) : joined(peeked, call, headers);
            case EMPTY -> throw new FailureException(new ReplyFailure.BadResponse("it is empty"));
            case OTHER -> throw new FailureException(new ReplyFailure.WrongType(mediaType(peeked, call.secrets)));
        };
    }

    /** The first byte of a stream is its first event's; a whole reply only has to go on once its head is there. */
    private static ReplyFraming framing(PeekedReply reply, RelayCall call) {
        if (call.request.streams()) {
            return ReplyFraming.of(reply.header("content-type"), reply.beginning(() -> {}));
        }
        call.firstEventCame();
        String beginning = reply.beginning(() -> call.timeline.enter(RequestPhase.AWAITING_BYTES));
        return ReplyFraming.of(reply.header("content-type"), beginning);
    }

    private byte[] read(PoeReply reply, RelayCall call) {
        call.firstEventCame();
        byte[] body = ReplyBody.read(reply, limits.replyLimit().bytes(), call.memory, call.timeline);
        reply.close();
        return body;
    }

    private Answer stream(PoeReply reply, RelayCall call, Map<String, String> headers) {
        int eventLimit = Math.toIntExact(limits.eventLimit().bytes());
        ReplyStream stream = call.request.format().stream(context(reply, call), eventLimit, call.memory);
        StreamAnswer answer = StreamAnswer.begin(reply, stream, call.timeline, call.operation, call.memory);
        modelServed(stream.model(), call, headers);
        return answer.withHeaders(named(headers, call.request.allEdits(), List.of()));
    }

    private Answer whole(PeekedReply peeked, RelayCall call, Map<String, String> headers) {
        ReplyContext context = context(peeked, call);
        byte[] body = read(peeked, call);
        if (!call.request.opening().stream()) {
            return whole(call, headers, call.request.format().whole(body, context));
        }
        WholeReply read = call.request.format().wholeForStream(body, context);
        tell(read, call, headers);
        lost(read, call, headers);
        call.memory.take(REFRAMED_PARTS * (long) body.length);
        byte[] events = call.request
                .format()
                .wholeToStream(body, read, context)
                .orElseThrow(() -> otherForm("it is whole where a stream of events was due"));
        return BufferedAnswer.events(
                named(headers, call.request.allEdits(), List.of("whole-to-stream")), events, errors(call), call.memory);
    }

    private static Answer whole(RelayCall call, Map<String, String> headers, WholeReply read) {
        tell(read, call, headers);
        lost(read, call, headers);
        List<String> ids = read.reframed().isEmpty() ? read.edits().ids() : read.reframed();
        return BufferedAnswer.json(
                named(headers, call.request.allEdits(), ids), read.body(), read.edits(), errors(call), call.memory);
    }

    private static void tell(WholeReply read, RelayCall call, Map<String, String> headers) {
        read.usage().ifPresent(call.operation::usage);
        modelServed(read.model(), call, headers);
    }

    /** A stream that comes as one has begun before anybody knows what it holds: there it is told nowhere. */
    private static void lost(WholeReply read, RelayCall call, Map<String, String> headers) {
        if (!read.lost().isEmpty()) {
            List<String> names = new ArrayList<>(call.request.dropped());
            names.addAll(read.lost());
            headers.put("x-poe-gateway-dropped", HeaderNames.listed(names));
        }
    }

    private static ErrorForm errors(RelayCall call) {
        return call.request.format().errors().of(call.clientRequest.requestId());
    }

    private static FailureException otherForm(String what) {
        return new FailureException(new ReplyFailure.BadResponse(what));
    }

    private Answer joined(PoeReply reply, RelayCall call, Map<String, String> headers) {
        ReplyContext context = context(reply, call);
        int eventLimit = Math.toIntExact(limits.eventLimit().bytes());
        ReplyAssembler whole = call.request
                .format()
                .streamToWhole(context, eventLimit, limits.replyLimit().bytes())
                .orElseThrow(() -> otherForm("it is a stream of events where a whole reply was due"));
        WholeReply read = StreamCollector.read(reply, whole, call.memory, call.timeline);
        reply.close();
        boolean passing = call.request.mode() == UpstreamRequest.Mode.PASSTHROUGH;
        return whole(call, headers, passing ? read.reframedAs("stream-to-whole") : read);
    }

    private ReplyContext context(PoeReply reply, RelayCall call) {
        long now = environment.clock().instant().getEpochSecond();
        return new ReplyContext(call.clientRequest.requestId(), now, call.request.opening(), errors(reply, call));
    }

    private PoeErrors errors(PoeReply reply, RelayCall call) {
        Optional<String> retryAfter = reply.header("retry-after");
        return PoeErrors.of(call.request.opening().model(), retryAfter, environment.clock(), call.secrets);
    }

    private Failure refusal(PoeReply reply, RelayCall call) {
        byte[] body = ReplyBody.readRefusal(reply, ERROR_BODY_BYTES, call.timeline);
        return errors(reply, call).read(reply.status(), body);
    }

    /** Poe's word for what answers where it gave one, else the caller's for what was asked. */
    private static void modelServed(Optional<String> byPoe, RelayCall call, Map<String, String> headers) {
        byPoe.ifPresent(call.operation::modelServed);
        String shown = byPoe.map(call.secrets::hiddenIn).orElse(call.request.model());
        headers.put("x-poe-gateway-model", printable(shown));
    }

    private static PoeRequest poeRequest(RelayCall call) {
        ClientRequest clientRequest = call.clientRequest;
        HeaderRules rules = call.request.format().headers();
        HeaderFields.Builder headers = HeaderFields.builder();
        for (String name : rules.toPoe()) {
            String value = clientRequest.headers().get(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        rules.standard().forEach(headers::putIfAbsent);
        headers.put("accept", call.request.streams() ? "text/event-stream" : "application/json");
        headers.put("x-request-id", clientRequest.requestId());
        headers.put("traceparent", call.operation.trace().traceparent());
        return new PoeRequest(
                call.request.endpoint(),
                clientRequest.caller().account().key(),
                headers.build(),
                Optional.of(call.request.body()),
                clientRequest.timeline());
    }

    private static Map<String, String> headers(PoeReply reply, RelayCall call, int made) {
        Map<String, String> headers =
                ReplyHeaders.forCaller(reply, call.request.format().headers().toCaller(), call.secrets);
        headers.put("x-poe-gateway-mode", call.request.mode().label());
        headers.put(
                "x-poe-gateway-upstream", call.request.format().poeInterface().label());
        headers.put("x-poe-gateway-reason", call.request.reason().label());
        if (!call.request.dropped().isEmpty()) {
            headers.put("x-poe-gateway-dropped", HeaderNames.listed(call.request.dropped()));
        }
        headers.put("x-poe-gateway-attempts", Integer.toString(made));
        return headers;
    }

    private static Map<String, String> named(Map<String, String> headers, List<String> first, List<String> second) {
        if (!first.isEmpty() || !second.isEmpty()) {
            String separator = first.isEmpty() || second.isEmpty() ? "" : ",";
            headers.put("x-poe-gateway-edits", String.join(",", first) + separator + String.join(",", second));
        }
        return headers;
    }

    /** A name that may stand in a header. */
    private static String printable(String name) {
        return PercentEncoding.of(name.substring(0, Math.min(name.length(), MODEL_NAME_CHARS)));
    }

    /** The type without its parameters, cut short: it goes into a message. */
    private static String mediaType(PoeReply reply, KnownSecrets secrets) {
        String type =
                secrets.hiddenIn(reply.header("content-type").orElse("no type")).toLowerCase(Locale.ROOT);
        int end = type.indexOf(';');
        String bare = end < 0 ? type : type.substring(0, end);
        return bare.substring(0, Math.min(bare.length(), 60));
    }
}
