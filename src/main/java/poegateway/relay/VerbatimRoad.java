package poegateway.relay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import poegateway.config.UpstreamConfig;
import poegateway.core.Ask;
import poegateway.core.Failure;
import poegateway.core.FailureException;
import poegateway.core.KnownSecrets;
import poegateway.core.ReplyFailure;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.meter.Span;
import poegateway.relay.chat.ChatReply;
import poegateway.relay.chat.ChatRequest;
import poegateway.relay.chat.ChatStream;
import poegateway.relay.chat.Envelope;
import poegateway.relay.chat.PoeErrors;
import poegateway.relay.reframe.StreamToWhole;
import poegateway.relay.reframe.WholeToStream;
import poegateway.upstream.Address;
import poegateway.upstream.Call;
import poegateway.upstream.PoeReply;
import poegateway.upstream.Upstream;

/** The road without translation: caller and model speak the same dialect, and bytes pass but for the listed edits. */
final class VerbatimRoad {
    private static final int ERROR_BODY_BYTES = 256 * 1024;
    private static final int MODEL_NAME_CHARS = 100;
    /** A reply that changes its framing is held as bytes, as a tree of text, and as bytes again while that is written. */
    private static final int REFRAMED_PARTS = 5;

    private final Upstream upstream;
    private final UpstreamConfig limits;
    private final Attempts attempts;
    private final Relay.Circumstances circumstances;
    private final ReplyBudget replies;

    VerbatimRoad(Upstream upstream, UpstreamConfig limits, Attempts attempts, Relay.Circumstances circumstances) {
        this.replies = new ReplyBudget(limits.replyBytesInFlight().bytes());
        this.upstream = upstream;
        this.limits = limits;
        this.attempts = attempts;
        this.circumstances = circumstances;
    }

    /** One request on this road. */
    private record Ride(
            Ask ask,
            ChatRequest request,
            RequestTimeline timeline,
            Span span,
            ReplyBudget.Lease memory,
            KnownSecrets secrets) {}

    /** Carries the request and returns when the head of the answer is known. */
    Answer travel(Ask ask, ChatRequest request, Span span) {
        RequestTimeline timeline = ask.timeline();
        ReplyBudget.Lease memory = replies.open(timeline.cancellation());
        Ride ride = new Ride(
                ask, request, timeline, span, memory, ask.caller().account().secrets());
        boolean handedOver = false;
        boolean poeGoesOn = false;
        timeline.poeBegins();
        try {
            Answer answer = attempts.run(trip(ask, span), made -> attempt(ride, made));
            handedOver = true;
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

    /** Memory held by replies; 0 when nothing leaked. */
    long replyBytesHeld() {
        return replies.heldBytes();
    }

    private static Attempts.Trip trip(Ask ask, Span span) {
        return new Attempts.Trip(span, ask.caller().account(), ask.timeline(), ask.priorSends());
    }

    private Answer attempt(Ride ride, int made) {
        boolean handedOver = false;
        PoeReply reply = null;
        try {
            reply = send(ride);
            ride.span.poeAnswered(reply.status());
            Answer answer = answer(reply, ride, made);
            handedOver = true;
            return answer;
        } catch (OutOfMemoryError tooMuch) {
            throw ReplyBudget.outOfHeap();
        } finally {
            ride.timeline.resume(); // what comes between attempts is no wait for Poe
            if (!handedOver && reply != null) {
                reply.close();
            }
            if (!handedOver) {
                ride.memory.empty();
            }
        }
    }

    private PoeReply send(Ride ride) {
        try {
            return upstream.send(call(ride));
        } catch (FailureException failed) {
            NotedReply.tellIfHeadBroken(failed.failure(), ride.secrets);
            throw failed;
        }
    }

    private Answer answer(PoeReply reply, Ride ride, int made) {
        NotedReply noted = new NotedReply(reply, ride.secrets);
        try {
            if (reply.status() != 200) {
                throw new FailureException(refusal(noted, ride));
            }
            Answer answer = read(new PeekedReply(noted), ride, headers(reply, ride, made));
            if (answer instanceof StreamAnswer stream) {
                stream.onBreak(noted::tellIfBroken);
            }
            return answer;
        } catch (FailureException failed) {
            noted.tellIfBroken(failed.failure());
            throw failed;
        }
    }

    private Answer read(PeekedReply peeked, Ride ride, Map<String, String> headers) {
        return switch (framing(peeked, ride)) {
            case JSON -> whole(ride, headers, read(peeked, ride), true, envelope(peeked, ride));
            case EVENTS -> ride.request.stream() ? stream(peeked, ride, headers) : joined(peeked, ride, headers);
            case EMPTY -> throw new FailureException(new ReplyFailure.BadResponse("it is empty"));
            case OTHER -> throw new FailureException(new ReplyFailure.WrongType(mediaType(peeked, ride.secrets)));
        };
    }

    /** The first byte of a stream is its first event's; a whole reply only has to go on once its head is there. */
    private static Framing framing(PeekedReply reply, Ride ride) {
        if (ride.request.stream()) {
            return Framing.of(reply.header("content-type"), reply.beginning(() -> {}));
        }
        ride.timeline.firstEventCame();
        String beginning = reply.beginning(() -> ride.timeline.enter(RequestPhase.AWAITING_BYTES));
        return Framing.of(reply.header("content-type"), beginning);
    }

    private byte[] read(PoeReply reply, Ride ride) {
        ride.timeline.firstEventCame();
        byte[] body = WholeBody.read(reply, limits.replyLimit().bytes(), ride.memory, ride.timeline);
        reply.close();
        return body;
    }

    private Answer stream(PoeReply reply, Ride ride, Map<String, String> headers) {
        int eventLimit = Math.toIntExact(limits.eventLimit().bytes());
        ChatStream stream = new ChatStream(ride.request.usageWanted(), eventLimit, envelope(reply, ride), ride.memory);
        StreamAnswer answer = StreamAnswer.begin(reply, stream, ride.timeline, ride.span, ride.memory);
        ran(stream.model(), ride, headers);
        return answer.withHeaders(named(headers, ride.request.edits().ids(), List.of()));
    }

    private static Answer whole(
            Ride ride, Map<String, String> headers, byte[] body, boolean untouched, Envelope envelope) {
        ChatRequest request = ride.request;
        ChatReply read = ChatReply.rewrite(body, envelope);
        read.usage().ifPresent(ride.span::used);
        ran(read.model(), ride, headers);
        if (request.stream()) {
            ride.memory.take(REFRAMED_PARTS * (long) body.length);
            return WholeAnswer.events(
                    named(headers, request.edits().ids(), List.of("whole-to-stream")),
                    WholeToStream.frames(body, request.usageWanted(), envelope),
                    ride.memory);
        }
        List<String> reframed = untouched ? read.edits().ids() : List.of("stream-to-whole");
        return WholeAnswer.json(named(headers, request.edits().ids(), reframed), body, read.edits(), ride.memory);
    }

    private Answer joined(PoeReply reply, Ride ride, Map<String, String> headers) {
        Envelope envelope = envelope(reply, ride);
        int eventLimit = Math.toIntExact(limits.eventLimit().bytes());
        StreamToWhole whole = new StreamToWhole(eventLimit, limits.replyLimit().bytes(), envelope);
        byte[] body = StreamJoin.read(reply, whole, ride.memory, ride.timeline);
        reply.close();
        return whole(ride, headers, body, false, envelope);
    }

    private Envelope envelope(PoeReply reply, Ride ride) {
        long now = circumstances.clock().instant().getEpochSecond();
        return Envelope.of(ride.ask.requestId(), now, ride.request.model(), errors(reply, ride));
    }

    private PoeErrors errors(PoeReply reply, Ride ride) {
        Optional<String> retryAfter = reply.header("retry-after");
        return PoeErrors.of(ride.request.model(), retryAfter, circumstances.clock(), ride.secrets);
    }

    private Failure refusal(PoeReply reply, Ride ride) {
        byte[] body = WholeBody.readRefusal(reply, ERROR_BODY_BYTES, ride.timeline);
        return errors(reply, ride).read(reply.status(), body);
    }

    /** Poe's word for what answers where it gave one, else the caller's for what was asked. */
    private static void ran(Optional<String> byPoe, Ride ride, Map<String, String> headers) {
        byPoe.ifPresent(ride.span::ran);
        String shown = byPoe.map(ride.secrets::hiddenIn).orElse(ride.request.model());
        headers.put("x-poe-gateway-model", printable(shown));
    }

    private static Call call(Ride ride) {
        Ask ask = ride.ask;
        ChatRequest request = ride.request;
        Map<String, String> headers = new LinkedHashMap<>(ask.headers());
        headers.put("accept", request.stream() ? "text/event-stream" : "application/json");
        headers.put("x-request-id", ask.requestId());
        headers.put("traceparent", ride.span.trace().traceparent());
        return new Call(
                Address.CHAT_COMPLETIONS,
                ask.caller().account().key(),
                headers,
                Optional.of(new EditedBody(ask.body(), request.edits())),
                ask.timeline());
    }

    private static Map<String, String> headers(PoeReply reply, Ride ride, int made) {
        Map<String, String> headers = PoeHeaders.forCaller(reply, ride.secrets);
        headers.put("x-poe-gateway-road", "verbatim");
        headers.put("x-poe-gateway-upstream", "openai");
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
