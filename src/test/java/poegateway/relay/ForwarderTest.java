package poegateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.relay.route.UpstreamRouter.Reason.SAME_DIALECT;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import poegateway.config.GatewayConfig;
import poegateway.config.LimitsConfig;
import poegateway.config.UpstreamConfig;
import poegateway.core.Account;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.ClientRequest;
import poegateway.core.HeaderFields;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Sleeper;
import poegateway.core.Ticker;
import poegateway.core.Wishes;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.core.text.Secret;
import poegateway.dialect.WireFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.guard.PoeRateLimiter;
import poegateway.meter.Operation;
import poegateway.relay.attempt.AccountListener;
import poegateway.relay.attempt.RetryBudget;
import poegateway.relay.attempt.RetryLoop;
import poegateway.upstream.PoeReply;
import poegateway.upstream.PoeRequest;

/** With the standard limits: 180 s to the first event, 30 min in all. */
class ForwarderTest {
    private static final WireFormat FORMAT = new ChatFormat();
    private static final String KEY = "AbCd1234-efgh.5678~Key";
    private static final String ASKED = "{\"model\":\"m\",\"stream\":?,\"messages\":[]}";
    private static final String WHOLE =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"Poe\u00e9Model\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"x\",\"refusal\":null},\"logprobs\":null,"
                    + "\"finish_reason\":\"stop\"}]}";
    private static final String EVENT =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String END = "data: [DONE]\n\n";
    private static final String OVERLOADED =
            "{\"error\":{\"code\":529,\"type\":\"overloaded_error\",\"message\":\"busy\"}}";

    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = new Ticker(nanos::get);
    private final Cancellation cancellation = new Cancellation();
    private final RequestTimeline timeline =
            RequestTimeline.start(ticker, GatewayConfig.defaults().timeLimits(), cancellation);
    private final Operation operation = Operations.begin(timeline);
    private final List<PoeRequest> calls = new ArrayList<>();
    private final Deque<Supplier<PoeReply>> replies = new ArrayDeque<>();
    private final List<Failure> aborted = new ArrayList<>();
    private final List<RequestPhase> pauses = new ArrayList<>();
    private int bodiesGivenBack;

    @AfterEach
    void nothingIsLeft() {
        assertEquals(RequestPhase.WORKING, timeline.phase());
        timeline.close();
        assertEquals(0, ticker.size());
    }

    @Test
    void aPauseBetweenAttemptsIsNoWaitForTheFirstEventAndTheBodyIsHeldThroughIt() throws IOException {
        replies.add(() -> {
            pass(170);
            return reply("application/json", OVERLOADED).status(529);
        });
        replies.add(() -> {
            pass(170);
            assertEquals(0, bodiesGivenBack);
            return reply("text/event-stream", EVENT, END);
        });
        try (Answer answer = relayed(true)) {
            assertEquals(1, bodiesGivenBack);
            assertEquals(List.of(RequestPhase.PAUSING), pauses);
            assertEquals(EVENT + END, poured(answer));
        }
        assertEquals(nanos.get(), timeline.times().firstEventNanos());
    }

    @Test
    void theTimeAtPoeIsPoesAndThePauseIsNobodys() {
        replies.add(() -> {
            pass(2);
            return reply("application/json", OVERLOADED).status(529);
        });
        replies.add(() -> {
            pass(3);
            return reply("application/json", WHOLE).atTheEnd(() -> pass(4));
        });
        relayed(false).close();
        assertEquals(new RequestTimeline.Spent(0, Duration.ofSeconds(9).toNanos()), timeline.spent());
    }

    @Test
    void anErrorInAReadHangsUpOnPoeAndEndsItsTime() {
        LinkageError gone = new LinkageError("a class that is gone");
        PieceByPiece reply = reply("application/json", "{").breaksWith(gone);
        replies.add(() -> reply);
        assertSame(gone, assertThrows(LinkageError.class, () -> relayed(false)));
        assertTrue(reply.closed());
        pass(10_000);
        assertNull(cancellation.reason());
    }

    @Test
    void anErrorBeforeTheHeadLeavesNoPhaseBehind() {
        replies.add(() -> {
            throw new LinkageError("a class that is gone");
        });
        assertThrows(LinkageError.class, () -> relayed(true));
        pass(10_000);
        assertNull(cancellation.reason());
    }

    @Test
    void aWholeReplyIsOverWhenItIsRead() throws IOException {
        PieceByPiece reply = reply("application/json", WHOLE);
        replies.add(() -> reply);
        try (Answer answer = relayed(false)) {
            assertTrue(reply.closed());
            assertEquals(
                    List.of(RequestPhase.AWAITING_BYTES),
                    reply.phases.stream().distinct().toList());
            pass(10_000);
            assertNull(cancellation.reason());
            assertEquals(WHOLE, poured(answer));
            assertEquals("Poe%C3%A9Model", answer.headers().get("x-poe-gateway-model"));
            assertEquals("1", answer.headers().get("x-poe-gateway-attempts"));
        }
        assertEquals(0, timeline.times().firstEventNanos());
    }

    @Test
    void aStreamIsHeldToTheLimitOverAllUntilItIsClosed() {
        replies.add(() -> reply("text/event-stream", EVENT, END));
        Answer answer = relayed(true);
        pass(1_800);
        assertNull(cancellation.reason());
        pass(1);
        assertEquals(
                "upstream_timeout",
                Objects.requireNonNull(cancellation.reason()).code());
        answer.close();
    }

    @Test
    void theFirstByteOfAStreamIsAwaitedAsItsFirstEvent() {
        PieceByPiece reply = reply("text/event-stream", EVENT, END);
        replies.add(() -> reply);
        relayed(true).close();
        assertEquals(RequestPhase.AWAITING_FIRST_EVENT, reply.phases.getFirst());
        assertTrue(reply.closed());
    }

    @Test
    void whatIsRefusedIsClosed() {
        PieceByPiece refusal = reply(
                        "application/json",
                        "{\"error\":{\"code\":400,\"type\":\"invalid_request_error\",\"message\":\"no\"}}")
                .status(400);
        replies.add(() -> refusal);
        assertThrows(FailureException.class, () -> relayed(false));
        assertTrue(refusal.closed());
        assertEquals(
                List.of(RequestPhase.AWAITING_REFUSAL),
                refusal.phases.stream().distinct().toList());
    }

    @Test
    void theStatusOfARefusalWhoseBodyBreaksOffDecides() {
        PieceByPiece cut = reply("application/json", "{\"err").status(429).breaksWith(new ReplyFailure.Closed(false));
        cut.headers.put("retry-after", "70");
        replies.add(() -> cut);
        assertEquals(
                Retry.after(Optional.of(Duration.ofSeconds(70))), refused(false).retry());
        assertTrue(cut.closed());
        replies.add(() -> reply("application/json").status(401).breaksWith(new ReplyFailure.BadResponse("a chunk")));
        assertEquals("upstream_auth", refused(true).code());
    }

    @Test
    void aRefusalWhoseBodyDoesNotComeIsNotWaitedForLong() {
        PieceByPiece silent = reply("application/json", "{\"error\":{\"message\":\"slow down\"")
                .status(400)
                .breaksWith(new ReplyFailure.Closed(false))
                .atTheEnd(() -> pass(3));
        replies.add(() -> silent);
        assertTrue(refused(true).message().startsWith("slow down."));
        assertEquals(1, aborted.size());
        assertNull(cancellation.reason());
    }

    @Test
    void aRequestThatIsCancelledWhileItsRefusalIsReadIsCancelled() {
        Failure stopped = new GatewayFailure.Restarting();
        replies.add(() -> reply("application/json").status(400).atTheEnd(() -> cancellation.cancel(stopped)));
        assertEquals(stopped, refused(false));
    }

    @Test
    void blanksAreASignOfLife() throws IOException {
        List<String> pieces = new ArrayList<>(Collections.nCopies(5, " "));
        pieces.add(WHOLE);
        PieceByPiece reply =
                reply("application/json", pieces.toArray(String[]::new)).beforeEach(() -> pass(80));
        replies.add(() -> reply);
        try (Answer answer = relayed(false)) {
            assertEquals(" ".repeat(5) + WHOLE, poured(answer));
        }
        assertNull(cancellation.reason());
    }

    @Test
    void aReplyWithoutABodyIsEmpty() {
        for (String type : List.of("application/json", "text/html")) {
            replies.add(() -> reply(type));
            replies.add(() -> reply(type, " \n"));
            assertEquals(new ReplyFailure.BadResponse("it is empty"), refused(false));
            assertEquals(new ReplyFailure.BadResponse("it is empty"), refused(true));
        }
    }

    @Test
    void plainTextIsNoStreamWhateverItsFirstLetter() {
        for (String text : List.of("error code: 1033", "denied", "i am", "retry later", "database")) {
            replies.add(() -> reply("text/plain", text.substring(0, 1), text.substring(1)));
            assertEquals(new ReplyFailure.WrongType("text/plain"), refused(true));
        }
    }

    @Test
    void aFirstFieldInPiecesIsAStream() throws IOException {
        for (String before : List.of("", ": hi\n\n", "event: x\n", "id: 7\n", "retry: 5\n\n", "\ufeff")) {
            String all = before + EVENT + END;
            replies.add(() -> reply("text/plain", all.substring(0, 1), all.substring(1, 2), all.substring(2)));
            try (Answer answer = relayed(true)) {
                assertTrue(poured(answer).endsWith(EVENT + END));
            }
        }
    }

    @Test
    void theKeyOfTheRequestComesBackInNoHeader() {
        PieceByPiece reply = reply("application/json", WHOLE.replace("Poe\u00e9Model", KEY));
        reply.headers.put("x-request-id", "for-" + KEY);
        reply.headers.put("openai-version", "2020-10-01");
        replies.add(() -> reply);
        try (Answer answer = relayed(false)) {
            assertFalse(answer.headers().toString().contains(KEY), answer.headers()::toString);
            assertEquals("2020-10-01", answer.headers().get("openai-version"));
        }
        replies.add(() -> reply("text/" + KEY, "<html>"));
        assertEquals(new ReplyFailure.WrongType("text/•••"), refused(false));
    }

    @Test
    void theKeyOfTheRequestComesBackInNoErrorOfAStream() throws IOException {
        String error = "data: {\"error\":{\"message\":\"" + KEY + " is no good\"}}\n\n";
        String inChoice = "data: {\"choices\":[{\"index\":0,\"error\":{\"message\":\"" + KEY + "\"}}]}\n\n";
        for (String broken : List.of(error, "event: error\n" + error, inChoice)) {
            replies.add(() -> reply("text/event-stream", EVENT.replace("\"stop\"", "null"), broken));
            try (Answer answer = relayed(true)) {
                FailureException failed = assertThrows(FailureException.class, () -> poured(answer));
                assertFalse(
                        (failed + failed.failure().message()).contains(KEY),
                        failed.failure().message());
                assertTrue(
                        failed.failure().message().contains("•••"),
                        failed.failure().message());
            }
        }
    }

    private Failure refused(boolean stream) {
        return assertThrows(FailureException.class, () -> relayed(stream)).failure();
    }

    @Test
    void poeIsToldInWhichFormTheAnswerIsWanted() {
        replies.add(() -> reply("text/event-stream", EVENT, END));
        replies.add(() -> reply("application/json", WHOLE));
        relayed(true).close();
        relayed(false).close();
        assertEquals("text/event-stream", calls.get(0).headers().get("accept"));
        assertEquals("application/json", calls.get(1).headers().get("accept"));
        assertEquals("req-1", calls.get(1).headers().get("x-request-id"));
        assertSame(timeline, calls.get(1).timeline());
    }

    @Test
    void theHeadOfAWholeReplyIsItsFirstEvent() {
        replies.add(() -> {
            pass(5);
            return reply("application/json", WHOLE).atTheEnd(() -> pass(6));
        });
        relayed(false).close();
        assertEquals(Duration.ofSeconds(5).toNanos(), timeline.times().firstEventNanos());
    }

    @Test
    void aStreamForAWholeAnswerAndTheOtherWayRoundAreReframed() throws IOException {
        replies.add(() -> reply("text/event-stream", EVENT, END));
        replies.add(() -> reply("application/json", WHOLE));
        try (Answer whole = relayed(false)) {
            assertEquals("stream-to-whole", whole.headers().get("x-poe-gateway-edits"));
            assertTrue(whole.length().isPresent());
        }
        try (Answer stream = relayed(true)) {
            assertTrue(
                    String.valueOf(stream.headers().get("x-poe-gateway-edits")).endsWith("whole-to-stream"));
            assertFalse(stream.length().isPresent());
            assertTrue(poured(stream).endsWith(END));
        }
    }

    private Answer relayed(boolean stream) {
        UpstreamConfig limits = UpstreamConfig.defaults();
        Sleeper sleeper = (duration, stopped) -> {
            pauses.add(timeline.phase());
            nanos.addAndGet(duration.toNanos());
            ticker.tick();
        };
        RetryLoop attempts = new RetryLoop(
                limits.attempts(),
                new PoeRateLimiter(LimitsConfig.defaults(), nanos::get, sleeper),
                new RetryBudget(LimitsConfig::defaults),
                AccountListener.none(),
                sleeper,
                new Random(1));
        Relay.Environment environment = new Relay.Environment(
                ticker,
                GatewayConfig.defaults().timeLimits(),
                InstantSource.fixed(Instant.EPOCH),
                sleeper,
                new Random(1));
        byte[] body = ASKED.replace("?", Boolean.toString(stream)).getBytes(StandardCharsets.UTF_8);
        Caller caller = Caller.anybody(Account.ofOperator("default", new Secret(KEY)));
        ClientRequest.BodyLease lease = () -> bodiesGivenBack++;
        ClientRequest asked = new ClientRequest("req-1", caller, Wishes.NONE, 0, HeaderFields.NONE, timeline, lease);
        UpstreamRequest sent = UpstreamRequest.passthrough(FORMAT, FORMAT.open(body), body, List.of(), SAME_DIALECT);
        return new Forwarder(this::send, limits, attempts, environment)
                .send(asked, sent, RetryLoop.Repeats.OF_WHAT_IS_REFUSED, operation);
    }

    private PoeReply send(PoeRequest call) {
        calls.add(call);
        call.timeline().connect(aborted::add);
        call.timeline().enter(RequestPhase.AWAITING_FIRST_EVENT);
        return replies.remove().get();
    }

    private PieceByPiece reply(String type, String... pieces) {
        return PieceByPiece.of(timeline, type, pieces);
    }

    private static String poured(Answer answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answer.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        ticker.tick();
    }
}
