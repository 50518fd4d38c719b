package poegateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.config.GatewayConfig;
import poegateway.config.LimitsConfig;
import poegateway.config.UpstreamConfig;
import poegateway.core.Account;
import poegateway.core.AllowedModels;
import poegateway.core.ClientFailure;
import poegateway.core.ConnectFailure;
import poegateway.core.Failure;
import poegateway.core.FailureException;
import poegateway.core.GatewayFailure;
import poegateway.core.ReplyFailure;
import poegateway.core.RequestTimeline;
import poegateway.core.Sleeper;
import poegateway.core.Ticker;
import poegateway.guard.PoeRateLimiter;
import poegateway.meter.Meter;
import poegateway.rig.Eventually;

/** With the standard limits: 180 s to the head of a reply. */
@Timeout(20)
class ModelListTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Failure REFUSED = new ConnectFailure.TlsRefused("api.poe.com:443", "it has expired");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // monotonic time may overflow
    private final Ticker ticker = new Ticker(nanos::get);
    private final ListingPoe poe = new ListingPoe();
    private final Meter meter = new Meter();
    private final ModelList models = list();

    @AfterEach
    void nothingIsLeft() {
        models.close();
        Eventually.holds(
                SOON, () -> ticker.size() == 0 && models.fetches() == 0, () -> "left in the ticker: " + ticker.size());
    }

    @Test
    void howeverManyAskThereIsOneFetch() throws Exception {
        List<CompletableFuture<String>> askers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            askers.add(later(this::json));
        }
        waiting(50);
        poe.lists("gpt-5");
        for (CompletableFuture<String> asker : askers) {
            assertTrue(result(asker).contains("gpt-5"), result(asker));
        }
        assertEquals(1, poe.made());
    }

    @Test
    void aListIsKeptForFiveMinutesAndRenewedThen() throws Exception {
        first("gpt-5");
        pass(Duration.ofMinutes(5).minusNanos(1));
        assertTrue(json().contains("gpt-5"));
        assertEquals(1, poe.made());
        pass(Duration.ofNanos(1));
        CompletableFuture<String> renewed = later(this::json);
        poe.lists("gpt-6");
        assertTrue(result(renewed).contains("gpt-6"), result(renewed));
        assertTrue(json().contains("gpt-6"));
        assertEquals(2, poe.made());
    }

    @Test
    void aListThatIsCutIsAskedForAgainSinceItCostsNothing() throws Exception {
        CompletableFuture<String> asker = later(this::json);
        poe.fails(new ReplyFailure.Closed(false));
        poe.lists("gpt-5");
        assertTrue(result(asker).contains("gpt-5"));
    }

    @Test
    void aFetchThatHangsHoldsNobodyLongerThanTheLimitOfTheFirstEvent() throws Exception {
        CompletableFuture<String> first = later(this::json);
        poe.staysSilent();
        waiting(1);
        pass(Duration.ofSeconds(100));
        CompletableFuture<String> second = later(this::json);
        waiting(2);
        pass(Duration.ofSeconds(81));
        assertSays(first, "upstream.first-event-timeout 180 s");
        Failure failure = failure(second); // it shares what the fetch came to
        assertInstanceOf(ReplyFailure.Timeout.class, failure);
        assertEquals(1, poe.made());
    }

    @Test
    void aFetchThatTakesManyAttemptsHoldsNobodyLongerThanTheLimitOfTheFirstEvent() throws Exception {
        CompletableFuture<String> asker = later(this::json);
        waiting(1);
        pass(Duration.ofSeconds(100));
        poe.answers(503, "{\"error\":{\"message\":\"Busy.\",\"type\":\"server_error\"}}");
        poe.staysSilent();
        pass(Duration.ofSeconds(80));
        assertFalse(asker.isDone());
        pass(Duration.ofSeconds(1));
        assertSays(asker, "upstream.first-event-timeout 180 s");
        assertEquals(1, models.fetches(), "the fetch itself has its own limit");
    }

    @Test
    void aCallerWhoLeavesStopsWaitingAndTheFetchGoesOn() throws Exception {
        RequestTimeline leaving = timeline();
        CompletableFuture<String> leaver = later(() -> text(models.json(AllowedModels.ALL, leaving)));
        CompletableFuture<String> stayer = later(this::json);
        waiting(2);
        leaving.cancellation().cancel(new ClientFailure.CallerGone());
        assertInstanceOf(ClientFailure.CallerGone.class, failure(leaver));
        poe.lists("gpt-5");
        assertTrue(result(stayer).contains("gpt-5"));
        assertEquals(1, poe.made());
    }

    @Test
    void theListIsThereForThoseWhoComeLaterThoughAllWhoWaitedHaveLeft() throws Exception {
        RequestTimeline leaving = timeline();
        CompletableFuture<String> leaver = later(() -> text(models.json(AllowedModels.ALL, leaving)));
        waiting(1);
        leaving.cancellation().cancel(new ClientFailure.CallerGone());
        assertInstanceOf(ClientFailure.CallerGone.class, failure(leaver));
        assertEquals(1, models.fetches());
        poe.lists("gpt-5");
        Eventually.holds(SOON, () -> models.known("GPT-5").isPresent(), () -> "no list");
        assertTrue(json().contains("gpt-5"));
        assertEquals(1, poe.made());
    }

    @Test
    void aFailureIsKeptForTenSeconds() throws Exception {
        CompletableFuture<String> first = later(this::json);
        poe.fails(REFUSED);
        assertSame(REFUSED, failure(first));
        pass(Duration.ofSeconds(10).minusNanos(1));
        assertSame(REFUSED, failure(later(this::json)));
        assertEquals(1, poe.made());
        pass(Duration.ofNanos(1));
        CompletableFuture<String> again = later(this::json);
        poe.lists("gpt-5");
        assertTrue(result(again).contains("gpt-5"));
    }

    @Test
    void anOldListIsBetterThanAFailure() throws Exception {
        first("gpt-5");
        pass(Duration.ofMinutes(5));
        CompletableFuture<String> asker = later(this::json);
        poe.fails(REFUSED);
        assertTrue(result(asker).contains("gpt-5"));
        assertTrue(json().contains("gpt-5"), "and it is given at once while the failure is kept");
        assertEquals(2, poe.made());
    }

    @Test
    void anOldListIsBetterThanAWaitOfMoreThanFiveSeconds() throws Exception {
        first("gpt-5");
        pass(Duration.ofMinutes(5));
        CompletableFuture<String> asker = later(this::json);
        poe.staysSilent();
        waiting(1);
        pass(Duration.ofSeconds(5));
        assertFalse(asker.isDone());
        pass(Duration.ofNanos(1));
        assertTrue(result(asker).contains("gpt-5"));
        assertEquals(1, models.fetches());
    }

    @Test
    void aCallerWhoHasLeftIsGivenNoOldList() throws Exception {
        first("gpt-5");
        pass(Duration.ofMinutes(5));
        RequestTimeline leaving = timeline();
        CompletableFuture<String> leaver = later(() -> text(models.json(AllowedModels.ALL, leaving)));
        poe.staysSilent();
        leaving.cancellation().cancel(new ClientFailure.CallerGone());
        assertInstanceOf(ClientFailure.CallerGone.class, failure(leaver));
    }

    @Test
    void whoAsksForNamesLikeOneIsNeverMadeToWait() throws Exception {
        assertEquals(List.of(), closest("gpt-55"));
        poe.staysSilent();
        assertEquals(List.of(), closest("gpt-55"), "while the fetch hangs");
        assertEquals(1, poe.made());
        pass(Duration.ofSeconds(181));
        Eventually.holds(SOON, () -> models.fetches() == 0, () -> "the fetch has its own limit");
    }

    @Test
    void namesLikeOneComeFromAnOldListToo() throws Exception {
        first("gpt-5", "claude-opus-4.6");
        pass(Duration.ofHours(5));
        assertEquals(List.of("gpt-5"), closest("gpt-55"));
        poe.lists("gpt-55");
        Eventually.holds(SOON, () -> models.known("gpt-55").isPresent(), () -> "it was not renewed");
    }

    @Test
    void namesLikeOneAreFoundWithAProviderBeforeItAndOnlyAmongThoseAllowed() throws Exception {
        first("gpt-5", "gpt-5-mini", "gpt-4");
        assertEquals(List.of("gpt-5", "gpt-4"), closest("openai/gpt-55"));
        assertEquals(List.of("gpt-4"), models.closest("gpt-55", new AllowedModels(List.of("gpt-4", "o3"))));
    }

    @Test
    void aNameThatAnOldListLacksRenewsIt() throws Exception {
        assertEquals(Optional.empty(), models.known("gpt-5"));
        assertEquals(0, poe.made(), "nobody has asked for the list yet");
        first("gpt-5");
        assertEquals(Optional.of("gpt-5"), models.known("GPT-5"));
        assertEquals(Optional.empty(), models.known("gpt-6"));
        pass(Duration.ofMinutes(5));
        assertEquals(Optional.of("gpt-5"), models.known("GPT-5"));
        assertEquals(1, poe.made());
        assertEquals(Optional.empty(), models.known("gpt-6"));
        poe.lists("gpt-5", "gpt-6");
        Eventually.holds(SOON, () -> models.known("gpt-6").isPresent(), () -> "it was not renewed");
    }

    @Test
    void oneModelIsTakenFromTheSameList() throws Exception {
        first("gpt-5", "claude-opus-4.6");
        assertEquals(
                Optional.of("{\"id\":\"gpt-5\",\"created\":1767225600}"),
                models.model("OpenAI/GPT-5", timeline()).map(ModelListTest::text));
        assertEquals(Optional.empty(), models.model("gpt-6", timeline()));
        assertEquals(1, poe.made());
    }

    @Test
    void whatPoeRefusesIsToldAsPoeSaidIt() throws Exception {
        CompletableFuture<String> asker = later(this::json);
        poe.answers(401, "{\"error\":{\"message\":\"Wrong key.\",\"type\":\"authentication_error\"}}");
        assertEquals(502, failure(asker).status());
    }

    @Test
    void aBugInTheFetchReachesThoseWhoWaitAndIsNotKeptForEver() throws Exception {
        CompletableFuture<String> asker = later(this::json);
        IllegalStateException bug = new IllegalStateException("a bug");
        poe.breaks(bug);
        ExecutionException thrown = assertThrows(ExecutionException.class, () -> asker.get(10, TimeUnit.SECONDS));
        assertSame(bug, thrown.getCause());
        pass(Duration.ofSeconds(10));
        first("gpt-5");
    }

    @Test
    void whenTheGatewayStopsTheFetchStopsAndNoneBegins() throws Exception {
        CompletableFuture<String> asker = later(this::json);
        poe.staysSilent();
        waiting(1);
        models.close();
        assertInstanceOf(GatewayFailure.Draining.class, failure(asker));
        assertInstanceOf(GatewayFailure.Draining.class, failure(later(this::json)));
        pass(Duration.ofMinutes(1));
        assertInstanceOf(GatewayFailure.Draining.class, failure(later(this::json)));
        assertEquals(1, poe.made());
    }

    @Test
    void theWaitIsNotTheGatewaysOwnTime() throws Exception {
        RequestTimeline timeline = timeline();
        CompletableFuture<String> asker = later(() -> text(models.json(AllowedModels.ALL, timeline)));
        waiting(1);
        pass(Duration.ofSeconds(2));
        poe.lists("gpt-5");
        result(asker);
        assertEquals(new RequestTimeline.Spent(0, Duration.ofSeconds(2).toNanos()), timeline.spent());
    }

    private ModelList list() {
        UpstreamConfig limits = UpstreamConfig.defaults();
        Sleeper sleeper = (duration, cancellation) -> {};
        RetryLoop attempts = new RetryLoop(
                limits.attempts(),
                new PoeRateLimiter(LimitsConfig.defaults(), nanos::get, sleeper),
                new RetryBudget(LimitsConfig::defaults),
                AccountListener.none(),
                sleeper,
                new Random(1));
        Account account = new Account("default", Optional.empty(), false);
        Relay.Environment environment = new Relay.Environment(
                ticker, GatewayConfig.defaults().timeLimits(), InstantSource.system(), sleeper, new Random(1));
        return new ModelList(poe, limits, account, attempts, environment, meter);
    }

    private List<String> closest(String name) {
        return models.closest(name, AllowedModels.ALL);
    }

    private String json() {
        return text(models.json(AllowedModels.ALL, timeline()));
    }

    private RequestTimeline timeline() {
        return RequestTimeline.unlimited(nanos::get);
    }

    private void first(String... ids) throws Exception {
        CompletableFuture<String> asker = later(this::json);
        poe.lists(ids);
        result(asker);
    }

    /** Until so many wait, and the fetch for which they wait is under way. */
    private void waiting(int callers) {
        Eventually.holds(
                SOON, () -> poe.made() > 0 && ticker.size() == callers + 1, () -> "in the ticker: " + ticker.size());
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        ticker.tick();
    }

    private static <T> CompletableFuture<T> later(Supplier<T> ask) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                answer.complete(ask.get());
            } catch (Throwable failed) {
                answer.completeExceptionally(failed);
            }
        });
        return answer;
    }

    private static String result(CompletableFuture<String> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }

    private static Failure failure(CompletableFuture<?> answer) {
        ExecutionException thrown = assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(FailureException.class, thrown.getCause()).failure();
    }

    private static void assertSays(CompletableFuture<?> answer, String words) {
        String message = failure(answer).message();
        assertTrue(message.contains(words), message);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
