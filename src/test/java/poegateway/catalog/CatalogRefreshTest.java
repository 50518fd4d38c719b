package poegateway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.core.Cancellation;
import poegateway.core.failure.ConnectFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.rig.Eventually;

@Timeout(20)
class CatalogRefreshTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final Failure REFUSED = new ConnectFailure.TlsRefused("api.poe.com:443", "it has expired");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // monotonic time may overflow
    private final BlockingQueue<CompletableFuture<ModelDocument>> asked = new LinkedBlockingQueue<>();
    private final CurrentCatalog catalog = new CurrentCatalog(Map.of());
    private final CatalogRefresh refresh = refresh(EVERY);

    @AfterEach
    void nothingIsLeft() {
        refresh.close();
        idle();
        assertEquals(0, asked.size(), "fetches that the test did not expect");
    }

    @Test
    void untilPoesListHasComeTheBundledOneIsUsed() throws Exception {
        assertEquals(Catalog.Source.BUNDLED, catalog.get().source());
        assertEquals(362, catalog.get().size());
        tick();
        CompletableFuture<ModelDocument> fetch = next();
        assertEquals(Catalog.Source.BUNDLED, catalog.get().source(), "nobody waits for the fetch");
        fetch.complete(Lists.of("gpt-5"));
        idle();
        assertEquals(Catalog.Source.POE, catalog.get().source());
        assertEquals(1, catalog.get().size());
    }

    @Test
    void theListIsFetchedAtOnceAndEveryFifteenMinutesAfterTheFetchBefore() throws Exception {
        fetched("gpt-5");
        pass(EVERY.minusNanos(1));
        assertEquals(0, refresh.fetches());
        pass(Duration.ofNanos(1));
        next().complete(Lists.of("gpt-5", "gpt-6"));
        idle();
        assertEquals(2, catalog.get().size());
    }

    @Test
    void aFetchThatFailedIsMadeAgainAfterTenSecondsAndTheLastListStays() throws Exception {
        fetched("gpt-5");
        Catalog before = catalog.get();
        pass(EVERY);
        next().completeExceptionally(new FailureException(REFUSED));
        idle();
        pass(Duration.ofSeconds(10).minusNanos(1));
        assertEquals(0, refresh.fetches());
        pass(Duration.ofNanos(1));
        next().completeExceptionally(new IllegalStateException("a bug"));
        idle();
        assertSame(before, catalog.get());
        pass(Duration.ofSeconds(10));
        next().complete(Lists.of("gpt-6"));
        idle();
        assertTrue(catalog.get().card("gpt-6").isPresent());
        pass(Duration.ofSeconds(10));
        assertEquals(0, refresh.fetches(), "from then on at the usual time");
    }

    @Test
    void oneFetchAtATimeHoweverLongItHangs() throws Exception {
        tick();
        CompletableFuture<ModelDocument> fetch = next();
        pass(Duration.ofHours(5));
        tick();
        assertEquals(1, refresh.fetches());
        assertEquals(0, asked.size());
        fetch.complete(Lists.of("gpt-5"));
    }

    @Test
    void zeroIsNever() {
        CatalogRefresh never = refresh(Duration.ZERO);
        never.tick(nanos.get());
        assertEquals(0, never.fetches());
    }

    @Test
    void whenItIsClosedTheFetchStopsAndNoneBegins() throws Exception {
        tick();
        CompletableFuture<ModelDocument> fetch = next();
        refresh.close();
        idle();
        assertTrue(fetch.isCompletedExceptionally());
        pass(EVERY);
        assertEquals(0, refresh.fetches());
    }

    @Test
    void aliasesChangeUnderTheSameList() throws Exception {
        catalog.aliases(Map.of("fast", Lists.alias("gpt-5")));
        assertEquals("gpt-5", catalog.get().resolve("fast").model());
        fetched("gpt-5");
        assertEquals("gpt-5", catalog.get().resolve("fast").model());
        catalog.aliases(Map.of("slow", Lists.alias("gpt-5")));
        assertEquals("fast", catalog.get().resolve("fast").model());
        assertEquals("gpt-5", catalog.get().resolve("slow").model());
        assertEquals(Catalog.Source.POE, catalog.get().source());
    }

    private CatalogRefresh refresh(Duration every) {
        return new CatalogRefresh(catalog, this::fetch, every, nanos::get);
    }

    private ModelDocument fetch(Cancellation cancellation) {
        CompletableFuture<ModelDocument> answer = new CompletableFuture<>();
        Cancellation.Registration onCancel = cancellation.onCancel(() ->
                answer.completeExceptionally(new FailureException(Objects.requireNonNull(cancellation.reason()))));
        asked.add(answer);
        try {
            return answer.join();
        } catch (CompletionException failed) {
            throw (RuntimeException) Objects.requireNonNull(failed.getCause());
        } finally {
            onCancel.close();
        }
    }

    private void fetched(String... ids) throws InterruptedException {
        tick();
        next().complete(Lists.of(ids));
        idle();
    }

    private CompletableFuture<ModelDocument> next() throws InterruptedException {
        return Objects.requireNonNull(asked.poll(10, TimeUnit.SECONDS), "no fetch began");
    }

    private void idle() {
        Eventually.holds(SOON, () -> refresh.fetches() == 0, () -> "a fetch is under way");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        tick();
    }

    private void tick() {
        refresh.tick(nanos.get());
    }
}
