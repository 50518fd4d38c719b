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
import poegateway.core.ReplyFailure;
import poegateway.meter.Span;
import poegateway.relay.chat.ChatReply;
import poegateway.relay.chat.ChatRequest;
import poegateway.relay.chat.ChatStream;
import poegateway.relay.chat.PoeErrors;
import poegateway.relay.reframe.StreamToWhole;
import poegateway.relay.reframe.WholeToStream;
import poegateway.upstream.Address;
import poegateway.upstream.Call;
import poegateway.upstream.PoeReply;
import poegateway.upstream.Upstream;
import poegateway.wire.JsonEdits;

/** The road without translation: caller and model speak the same dialect, and bytes pass but for the listed edits. */
final class VerbatimRoad {
    private static final int ERROR_BODY_BYTES = 256 * 1024;
    private static final int MODEL_NAME_CHARS = 100;

    private final Upstream upstream;
    private final UpstreamConfig limits;
    private final Attempts attempts;
    private final Relay.Circumstances circumstances;

    VerbatimRoad(Upstream upstream, UpstreamConfig limits, Attempts attempts, Relay.Circumstances circumstances) {
        this.upstream = upstream;
        this.limits = limits;
        this.attempts = attempts;
        this.circumstances = circumstances;
    }

    /** One request on this road. */
    private record Trip(Ask ask, ChatRequest request, Watchdog watchdog, Span span) {}

    /** Carries the request and returns when the head of the answer is known. */
    Answer travel(Ask ask, ChatRequest request, Span span) {
        Watchdog watchdog = new Watchdog(circumstances.pulse(), limits, ask.cancellation());
        Trip trip = new Trip(ask, request, watchdog, span);
        try {
            return attempts.run(span, ask.cancellation(), made -> attempt(trip, made));
        } catch (RuntimeException failed) {
            watchdog.close();
            throw failed;
        }
    }

    private Answer attempt(Trip trip, int made) {
        trip.watchdog.awaitFirstEvent();
        PoeReply reply = send(trip);
        try {
            return answer(reply, trip, made);
        } catch (RuntimeException failed) {
            reply.close();
            throw failed;
        }
    }

    private PoeReply send(Trip trip) {
        trip.span.atPoe();
        try {
            PoeReply reply = upstream.send(call(trip));
            trip.span.poeAnswered(reply.status());
            return reply;
        } finally {
            trip.span.back();
        }
    }

    private Answer answer(PoeReply reply, Trip trip, int made) {
        if (reply.status() != 200) {
            throw new FailureException(refusal(reply, trip));
        }
        String type = reply.header("content-type").orElse("no type").toLowerCase(Locale.ROOT);
        boolean json = type.startsWith("application/json");
        if (!json && !type.startsWith("text/event-stream")) {
            throw new FailureException(new ReplyFailure.WrongType(mediaType(type)));
        }
        Map<String, String> headers = headers(reply, made);
        if (trip.request.stream() && !json) {
            return stream(reply, trip, headers);
        }
        byte[] body = read(reply, trip);
        return whole(trip, headers, json ? body : joined(body), json);
    }

    private byte[] read(PoeReply reply, Trip trip) {
        trip.watchdog.firstEventCame();
        trip.span.firstEvent();
        trip.span.atPoe();
        try {
            byte[] body = WholeBody.read(reply, limits.replyLimit().bytes(), trip.watchdog);
            reply.close();
            trip.watchdog.close();
            return body;
        } finally {
            trip.span.back();
        }
    }

    private Answer stream(PoeReply reply, Trip trip, Map<String, String> headers) {
        int eventLimit = Math.toIntExact(limits.eventLimit().bytes());
        ChatStream stream = new ChatStream(trip.request.usageWanted(), eventLimit);
        StreamAnswer answer = StreamAnswer.begin(reply, stream, trip.watchdog, trip.span);
        ran(stream.model(), trip, headers);
        return answer.withHeaders(named(headers, trip.request.edits().ids(), List.of()));
    }

    private static Answer whole(Trip trip, Map<String, String> headers, byte[] body, boolean untouched) {
        ChatRequest request = trip.request;
        ChatReply read = ChatReply.rewrite(body, request.model());
        read.usage().ifPresent(trip.span::used);
        ran(read.model(), trip, headers);
        if (request.stream()) {
            return WholeAnswer.events(
                    named(headers, request.edits().ids(), List.of("whole-to-stream")),
                    WholeToStream.frames(body, request.usageWanted()));
        }
        List<String> reframed = untouched ? read.edits().ids() : List.of("stream-to-whole");
        return WholeAnswer.json(
                named(headers, request.edits().ids(), reframed), read.edits().apply(body));
    }

    private byte[] joined(byte[] events) {
        long replyLimit = limits.replyLimit().bytes();
        StreamToWhole whole =
                new StreamToWhole(Math.toIntExact(limits.eventLimit().bytes()), replyLimit);
        whole.feed(events, 0, events.length);
        return whole.end();
    }

    private Failure refusal(PoeReply reply, Trip trip) {
        trip.span.atPoe();
        byte[] body = WholeBody.readBeginning(reply, ERROR_BODY_BYTES, trip.watchdog);
        trip.span.back();
        Optional<String> retryAfter = reply.header("retry-after");
        return PoeErrors.read(reply.status(), retryAfter, body, trip.request.model(), circumstances.clock());
    }

    /** Poe's word for what answers where it gave one, else the caller's for what was asked. */
    private static void ran(Optional<String> byPoe, Trip trip, Map<String, String> headers) {
        byPoe.ifPresent(trip.span::ran);
        headers.put("x-poe-gateway-model", printable(byPoe.orElse(trip.request.model())));
    }

    private static Call call(Trip trip) {
        Ask ask = trip.ask;
        ChatRequest request = trip.request;
        Map<String, String> headers = new LinkedHashMap<>(ask.headers());
        headers.put("accept", request.stream() ? "text/event-stream" : "application/json");
        headers.put("x-request-id", ask.requestId());
        headers.put("traceparent", trip.span.trace().traceparent());
        return new Call(
                Address.CHAT_COMPLETIONS,
                ask.caller().account().key(),
                headers,
                Optional.of(new EditedBody(ask.body(), request.edits())),
                ask.cancellation());
    }

    private static Map<String, String> headers(PoeReply reply, int made) {
        Map<String, String> headers = PoeHeaders.forCaller(reply);
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
        String cut = name.substring(0, Math.min(name.length(), MODEL_NAME_CHARS));
        return cut.chars().allMatch(VerbatimRoad::visible) ? cut : cut.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static boolean visible(int character) {
        return character >= ' ' && character <= '~';
    }

    /** The type without its parameters, cut short: it goes into a message. */
    private static String mediaType(String type) {
        int end = type.indexOf(';');
        String bare = end < 0 ? type : type.substring(0, end);
        return bare.substring(0, Math.min(bare.length(), 60));
    }
}
