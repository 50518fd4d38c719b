package poegateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import poegateway.catalog.CurrentCatalog;
import poegateway.catalog.ModelDocument;
import poegateway.config.GatewayConfig;
import poegateway.config.LimitsConfig;
import poegateway.config.RoutingConfig;
import poegateway.config.UpstreamConfig;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.Role;
import poegateway.conversation.Sampling;
import poegateway.conversation.StopReason;
import poegateway.core.Account;
import poegateway.core.AllowedModels;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.ClientRequest;
import poegateway.core.HeaderFields;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Sleeper;
import poegateway.core.Ticker;
import poegateway.core.UpstreamWish;
import poegateway.core.Wishes;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.text.Secret;
import poegateway.dialect.bot.BotFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.guard.DailyCosts;
import poegateway.guard.PoeRateLimiter;
import poegateway.meter.Meter;
import poegateway.relay.attempt.AccountListener;
import poegateway.relay.cost.CostCap;
import poegateway.relay.route.ListedFormat;
import poegateway.relay.route.PoeDialects;
import poegateway.relay.tool.ToolLimits;
import poegateway.relay.tool.ToolLookup;
import poegateway.upstream.PoeReply;
import poegateway.upstream.PoeRequest;
import poegateway.wire.json.JsonText;

class ConverseTest {
    private static final Extras NONE = Extras.none(Dialect.CHAT);
    private static final String EVENTS = "text/event-stream";
    private static final String CHUNK = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,"
            + "\"model\":\"M\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"?\"},\"finish_reason\":null}]}\n\n";
    private static final String LAST =
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":3,\"total_tokens\":5}}\n\n";
    private static final String END = "data: [DONE]\n\n";

    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = new Ticker(nanos::get);
    private final Cancellation cancellation = new Cancellation();
    private final RequestTimeline timeline =
            RequestTimeline.start(ticker, GatewayConfig.defaults().timeLimits(), cancellation);
    private final List<PoeRequest> calls = new ArrayList<>();
    private final Deque<PieceByPiece> replies = new ArrayDeque<>();
    private final List<ReplyEvent> seen = new ArrayList<>();
    private final CurrentCatalog catalog = new CurrentCatalog(Map.of());
    private final Relay relay = relay();
    private Wishes wishes = Wishes.NONE;

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, relay.replyBytesHeld());
        assertEquals(RequestPhase.WORKING, timeline.phase());
        timeline.close();
        assertEquals(0, ticker.size());
    }

    @Test
    void theStepsComeOneByOneAndTheReplyIsWhole() throws IOException {
        replies.add(reply(EVENTS, CHUNK.replace("?", "it "), CHUNK.replace("?", "rains"), LAST, END));
        Reply reply = converse(this::see);
        assertEquals("it rains", reply.text());
        assertEquals(StopReason.STOP, reply.stop());
        assertEquals(3, reply.usage().orElseThrow().outputTokens());
        assertEquals("M", reply.model().orElseThrow().decoded());
        assertInstanceOf(ReplyEvent.Begun.class, seen.getFirst());
        assertEquals(2, seen.stream().filter(ReplyEvent.Words.class::isInstance).count());
        assertTrue(closed());
    }

    @Test
    void aModelOverTheBotProtocolConversesTheSameWay() throws IOException {
        wishes = new Wishes(Optional.of(UpstreamWish.BOT), Optional.empty(), Optional.empty(), Optional.empty());
        replies.add(reply(EVENTS, "event: text\ndata: {\"text\": \"it rains\"}\n\n", "event: done\ndata: {}\n\n"));
        assertEquals("it rains", converse(this::see).text());
        assertEquals("/some-bot", calls.getFirst().address().path());
    }

    @Test
    void aReplyThatComesWholeIsToldStepByStepToo() throws IOException {
        replies.add(reply(
                "application/json",
                "{\"id\":\"c\",\"created\":1,\"model\":\"M\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                        + "\"content\":\"it rains\"},\"finish_reason\":\"stop\"}]}"));
        assertEquals("it rains", converse(this::see).text());
        assertTrue(seen.stream().anyMatch(ReplyEvent.Words.class::isInstance));
    }

    @Test
    void anAttemptThatFailsBeforeTheFirstWordIsMadeAgainAndShowsNothing() throws IOException {
        replies.add(reply(
                EVENTS, "data: {\"error\":{\"code\":529,\"type\":\"overloaded_error\",\"message\":\"busy\"}}\n\n"));
        replies.add(reply(EVENTS, CHUNK.replace("?", "it rains"), LAST, END));
        assertEquals("it rains", converse(this::see).text());
        assertEquals(1, seen.stream().filter(ReplyEvent.Begun.class::isInstance).count());
        assertEquals(2, calls.size());
        assertTrue(closed());
    }

    @Test
    void aRefusalOfPoesIsThrownAsItIs() {
        replies.add(reply("application/json", "{\"error\":{\"code\":402,\"message\":\"no points\"}}")
                .status(402));
        FailureException failed = assertThrows(FailureException.class, () -> converse(this::see));
        assertInstanceOf(PoeRefusal.class, failed.failure());
        assertEquals(List.of(), seen);
    }

    @Test
    void aReplyThatBreaksOffIsNone() {
        replies.add(reply(EVENTS, CHUNK.replace("?", "it ")).breaksWith(new ReplyFailure.Closed(false)));
        FailureException failed = assertThrows(FailureException.class, () -> converse(this::see));
        assertEquals(new ReplyFailure.Closed(true), failed.failure());
        assertTrue(closed());
    }

    @Test
    void whoeverCannotTakeAStepEndsTheCall() {
        IOException full = new IOException("full");
        for (int taken : List.of(0, 3)) {
            seen.clear();
            replies.add(reply(EVENTS, CHUNK.replace("?", "a"), CHUNK.replace("?", "b"), CHUNK.replace("?", "c"), END));
            IOException thrown = assertThrows(
                    IOException.class,
                    () -> converse(event -> {
                        see(event);
                        if (seen.size() > taken) {
                            throw full;
                        }
                    }));
            assertSame(full, thrown);
            assertTrue(closed());
        }
    }

    @Test
    void aModelThatTheCallerMayNotUseIsNotAsked() {
        FailureException failed = assertThrows(
                FailureException.class,
                () -> relay.converse(
                        asked(new AllowedModels(List.of("other"))), prompt(), this::see, Operations.begin(timeline)));
        assertEquals("model_not_allowed", failed.failure().code());
        assertEquals(List.of(), calls);
    }

    @Test
    void anEndpointThatPoeListsAndRefusesIsLeftOutForAnHour() throws IOException {
        catalog.update(ModelDocument.read(("{\"object\":\"list\",\"data\":[{\"id\":\"some-bot\",\"object\":\"model\","
                        + "\"created\":1,\"supported_endpoints\":[\"/v1/responses\",\"/v1/videos\"]}]}")
                .getBytes(StandardCharsets.UTF_8)));
        String refusal = "{\"error\":{\"code\":400,\"type\":\"invalid_request_error\","
                + "\"message\":\"Model does not support responses method.\"}}";
        replies.add(reply("application/json", refusal).status(400));
        replies.add(reply(EVENTS, CHUNK.replace("?", "it rains"), LAST, END));
        replies.add(reply(EVENTS, CHUNK.replace("?", "it pours"), LAST, END));
        assertEquals("it rains", converse(this::see).text());
        assertEquals("it pours", converse(this::see).text());
        nanos.addAndGet(Duration.ofMinutes(61).toNanos());
        replies.add(reply(EVENTS, CHUNK.replace("?", "it snows"), LAST, END));
        assertEquals("it snows", converse(this::see).text());
        assertEquals(
                List.of("/responses", "/chat/completions", "/chat/completions", "/responses"),
                calls.stream().map(call -> call.address().path()).toList());
    }

    @Test
    void aRefusalOfTheOnlyEndpointIsThatOfTheRequest() {
        catalog.update(ModelDocument.read(("{\"object\":\"list\",\"data\":[{\"id\":\"some-bot\",\"object\":\"model\","
                        + "\"created\":1,\"supported_endpoints\":[\"/v1/chat/completions\"]}]}")
                .getBytes(StandardCharsets.UTF_8)));
        String refusal = "{\"error\":{\"code\":400,\"message\":\"Model does not support chat method.\"}}";
        replies.add(reply("application/json", refusal).status(400));
        FailureException failed = assertThrows(FailureException.class, () -> converse(this::see));
        assertEquals(PoeRefusal.Refused.UNSUPPORTED_ENDPOINT, failed.failure().code());
        assertEquals(1, calls.size());
    }

    private void see(ReplyEvent event) {
        seen.add(event);
    }

    private boolean closed() {
        return sent.stream().allMatch(PieceByPiece::closed);
    }

    private Reply converse(ReplyEvents events) throws IOException {
        return relay.converse(asked(AllowedModels.ALL), prompt(), events, Operations.begin(timeline));
    }

    private ClientRequest asked(poegateway.core.AllowedModels models) {
        Account account = Account.ofOperator("default", new Secret("key-of-the-operator"));
        Caller anybody = Caller.anybody(account);
        Caller caller = new Caller(anybody.id(), anybody.name(), anybody.scopes(), account, models);
        return new ClientRequest("req-1", caller, wishes, 0, HeaderFields.NONE, timeline, () -> {});
    }

    private static Prompt prompt() {
        Message message = new Message(
                Role.USER, List.of(new Part.Words(JsonText.of("weather?"), NONE)), true, Optional.empty(), NONE);
        return new Prompt(
                "some-bot",
                List.of(message),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Bounds.NONE,
                Sampling.NONE,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                NONE);
    }

    private Relay relay() {
        Sleeper sleeper = (duration, stopped) -> {
            nanos.addAndGet(duration.toNanos());
            ticker.tick();
        };
        Relay.Dependencies dependencies = new Relay.Dependencies(
                UpstreamConfig.defaults(),
                LimitsConfig::defaults,
                new PoeRateLimiter(LimitsConfig.defaults(), nanos::get, sleeper),
                () -> new Account("default", Optional.empty(), false),
                AccountListener.none(),
                RoutingConfig.defaults(),
                new PoeDialects(
                        new ChatFormat(),
                        List.of(new ListedFormat(new ChatFormat(), "/responses")),
                        new BotFormat(),
                        Optional.empty()),
                catalog,
                (owner, id) -> Optional.empty(),
                false,
                ToolLookup.EMPTY,
                new ToolLimits(3, 3, Duration.ofSeconds(1), 1_000),
                new CostCap(new DailyCosts(() -> Instant.EPOCH), LimitsConfig::defaults, 10));
        Relay.Environment environment = new Relay.Environment(
                ticker,
                GatewayConfig.defaults().timeLimits(),
                InstantSource.fixed(Instant.EPOCH),
                sleeper,
                new Random(1));
        return new Relay(this::send, dependencies, environment, new Meter());
    }

    private final List<PieceByPiece> sent = new ArrayList<>();

    private PoeReply send(PoeRequest call) {
        calls.add(call);
        call.timeline().enter(RequestPhase.AWAITING_FIRST_EVENT);
        PieceByPiece reply = replies.remove();
        sent.add(reply);
        return reply;
    }

    private PieceByPiece reply(String type, String... pieces) {
        List<byte[]> bytes = Stream.of(pieces)
                .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new PieceByPiece(timeline, Map.of("content-type", type), bytes);
    }
}
