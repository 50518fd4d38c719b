package poegateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.catalog.CurrentCatalog;
import poegateway.catalog.ModelDocument;
import poegateway.config.GatewayConfig;
import poegateway.config.LimitsConfig;
import poegateway.config.UpstreamConfig;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.Sleeper;
import poegateway.core.Ticker;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.ReplyFailure;
import poegateway.guard.PoeRateLimiter;
import poegateway.meter.Meter;
import poegateway.relay.attempt.AccountListener;
import poegateway.relay.attempt.RetryBudget;
import poegateway.relay.attempt.RetryLoop;

/** With the standard limits: 180 s to the head of a reply. */
@Timeout(20)
class ModelListClientTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // monotonic time may overflow
    private final Ticker ticker = new Ticker(nanos::get);
    private final ListingPoe poe = new ListingPoe();
    private final Cancellation cancellation = new Cancellation();
    private final ModelListClient client = client();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, ticker.size());
    }

    @Test
    void theListIsWhatPoeSent() throws Exception {
        CompletableFuture<ModelDocument> fetch = fetch();
        poe.lists("gpt-5", "gpt-6");
        CurrentCatalog catalog = new CurrentCatalog(Map.of());
        catalog.update(fetch.get(10, TimeUnit.SECONDS));
        assertEquals(2, catalog.get().size());
        assertEquals(1, poe.made());
    }

    @Test
    void aListThatIsCutIsAskedForAgainSinceItCostsNothing() throws Exception {
        CompletableFuture<ModelDocument> fetch = fetch();
        poe.fails(new ReplyFailure.Closed(false));
        poe.lists("gpt-5");
        fetch.get(10, TimeUnit.SECONDS);
        assertEquals(2, poe.made());
    }

    @Test
    void aFetchThatHangsEndsWithTheLimitOfTheFirstEvent() throws Exception {
        CompletableFuture<ModelDocument> fetch = fetch();
        poe.staysSilent();
        nanos.addAndGet(Duration.ofSeconds(181).toNanos());
        ticker.tick();
        String message = failure(fetch).message();
        assertTrue(message.contains("upstream.first-event-timeout 180 s"), message);
    }

    @Test
    void whatPoeRefusesIsToldAsPoeSaidIt() throws Exception {
        CompletableFuture<ModelDocument> fetch = fetch();
        poe.answers(401, "{\"error\":{\"message\":\"Wrong key.\",\"type\":\"authentication_error\"}}");
        assertEquals(502, failure(fetch).status());
    }

    @Test
    void whatIsNoListIsABadResponse() throws Exception {
        CompletableFuture<ModelDocument> fetch = fetch();
        poe.answers(200, "{\"data\":[]}");
        assertInstanceOf(ReplyFailure.BadResponse.class, failure(fetch));
    }

    @Test
    void aBugIsNotTakenForAFailureOfPoe() throws Exception {
        CompletableFuture<ModelDocument> fetch = fetch();
        IllegalStateException bug = new IllegalStateException("a bug");
        poe.breaks(bug);
        assertSame(
                bug,
                assertThrows(ExecutionException.class, () -> fetch.get(10, TimeUnit.SECONDS))
                        .getCause());
    }

    @Test
    void aFetchThatIsCancelledEnds() throws Exception {
        CompletableFuture<ModelDocument> fetch = fetch();
        poe.staysSilent();
        cancellation.cancel(new GatewayFailure.Draining());
        assertInstanceOf(GatewayFailure.Draining.class, failure(fetch));
    }

    private ModelListClient client() {
        UpstreamConfig limits = UpstreamConfig.defaults();
        Sleeper sleeper = (duration, stopped) -> {};
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
        return new ModelListClient(poe, limits, () -> account, attempts, environment, new Meter());
    }

    private CompletableFuture<ModelDocument> fetch() {
        CompletableFuture<ModelDocument> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                answer.complete(client.fetch(cancellation));
            } catch (Throwable failed) {
                answer.completeExceptionally(failed);
            }
        });
        return answer;
    }

    private static Failure failure(CompletableFuture<?> answer) {
        ExecutionException thrown = assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(FailureException.class, thrown.getCause()).failure();
    }
}
