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

    /** Carries the request and returns when the head of the answer is known. */
    Answer travel(Ask ask, ChatRequest request, Span span) {
        Watchdog watchdog = new Watchdog(circumstances.pulse(), limits, ask.cancellation());
        try {
            return attempts.run(trip(ask, span), made -> attempt(ask, request, watchdog, made));
        } catch (RuntimeException failed) {
            watchdog.close();
            throw failed;
        }
    }

    private static Attempts.Trip trip(Ask ask, Span span) {
        return new Attempts.Trip(span, ask.caller().account(), ask.cancellation(), ask.priorSends());
    }

    private Answer attempt(Ask ask, ChatRequest request, Watchdog watchdog, int made) {
        watchdog.awaitFirstEvent();
        PoeReply reply = upstream.send(call(ask, request));
        try {
            return answer(reply, request, watchdog, made);
        } catch (RuntimeException failed) {
            reply.close();
            throw failed;
        }
    }

    private Answer answer(PoeReply reply, ChatRequest request, Watchdog watchdog, int made) {
        if (reply.status() != 200) {
            throw new FailureException(refusal(reply, request, watchdog));
        }
        String type = reply.header("content-type").orElse("no type").toLowerCase(Locale.ROOT);
        boolean json = type.startsWith("application/json");
        if (!json && !type.startsWith("text/event-stream")) {
            throw new FailureException(new ReplyFailure.WrongType(mediaType(type)));
        }
        Map<String, String> headers = headers(reply, made);
        if (request.stream() && !json) {
            return stream(reply, request, watchdog, headers);
        }
        watchdog.firstEventCame();
        byte[] body = WholeBody.read(reply, limits.replyLimit().bytes(), watchdog);
        reply.close();
        watchdog.close();
        return request.stream()
                ? WholeAnswer.events(
                        named(headers, request.edits().ids(), List.of("whole-to-stream")),
                        WholeToStream.frames(body, request.usageWanted()))
                : whole(headers, request, json ? body : joined(body), json);
    }

    private Answer stream(PoeReply reply, ChatRequest request, Watchdog watchdog, Map<String, String> headers) {
        int eventLimit = Math.toIntExact(limits.eventLimit().bytes());
        ChatStream stream = new ChatStream(request.usageWanted(), eventLimit);
        return StreamAnswer.begin(reply, stream, watchdog)
                .withHeaders(named(headers, request.edits().ids(), List.of()));
    }

    private static Answer whole(Map<String, String> headers, ChatRequest request, byte[] body, boolean untouched) {
        JsonEdits edits = ChatReply.rewrite(body, request.model()).edits();
        List<String> reframed = untouched ? edits.ids() : List.of("stream-to-whole");
        return WholeAnswer.json(named(headers, request.edits().ids(), reframed), edits.apply(body));
    }

    private byte[] joined(byte[] events) {
        long replyLimit = limits.replyLimit().bytes();
        StreamToWhole whole =
                new StreamToWhole(Math.toIntExact(limits.eventLimit().bytes()), replyLimit);
        whole.feed(events, 0, events.length);
        return whole.end();
    }

    private Failure refusal(PoeReply reply, ChatRequest request, Watchdog watchdog) {
        byte[] body = WholeBody.readBeginning(reply, ERROR_BODY_BYTES, watchdog);
        Optional<String> retryAfter = reply.header("retry-after");
        return PoeErrors.read(reply.status(), retryAfter, body, request.model(), circumstances.clock());
    }

    private static Call call(Ask ask, ChatRequest request) {
        Map<String, String> headers = new LinkedHashMap<>(ask.headers());
        headers.put("accept", request.stream() ? "text/event-stream" : "application/json");
        headers.put("x-request-id", ask.requestId());
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

    /** The type without its parameters, cut short: it goes into a message. */
    private static String mediaType(String type) {
        int end = type.indexOf(';');
        String bare = end < 0 ? type : type.substring(0, end);
        return bare.substring(0, Math.min(bare.length(), 60));
    }
}
