package poegateway.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import poegateway.core.Ticker;
import poegateway.keep.StoreLimits.Cap;
import poegateway.keep.StoreLimits.Expiry;

class MemoryStoreTest extends OwnedStoreContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong(1);
    private final Ticker ticker = new Ticker(nanos::get);

    @Override
    MemoryStore<String> store(StoreLimits limits) {
        return new MemoryStore<>(limits, String::length, ticker);
    }

    @Override
    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aTickFreesTheMemoryOfWhatEnded() {
        MemoryStore<String> store = store(limits(100, 1_000));
        store.put("ann", "1", "xx");
        store.put("bob", "1", "xxx");
        assertEquals("2 weigh 5", size(store));
        pass(MINUTE);
        ticker.tick();
        assertEquals("0 weigh 0", size(store));
        assertEquals(0, ticker.size(), "a store is no wait that leaks");
    }

    @Test
    void theSumsAreRightAfterAnyWritesAtOnce() throws Exception {
        MemoryStore<String> store = store(limits(20, 60));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                Random random = new Random(thread);
                all.add(threads.submit(() -> writeAnyhow(store, random)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        long count = 0;
        long weight = 0;
        for (int owner = 0; owner < 5; owner++) {
            for (String id : store.ids("owner" + owner)) {
                weight += store.get("owner" + owner, id).orElseThrow().value().length();
                count++;
            }
        }
        assertEquals(count + " weigh " + weight, size(store));
    }

    @Test
    void limitsBelowOneAreABug() {
        assertThrows(IllegalArgumentException.class, () -> new Cap(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Cap(1, 0));
        Cap cap = new Cap(1, 1);
        assertThrows(IllegalArgumentException.class, () -> new StoreLimits(Duration.ZERO, Expiry.FIXED, cap, cap));
    }

    private void writeAnyhow(MemoryStore<String> store, Random random) {
        for (int i = 0; i < 2_000; i++) {
            String owner = "owner" + random.nextInt(5);
            String id = "id" + random.nextInt(12);
            switch (random.nextInt(5)) {
                case 0 -> store.remove(owner, id);
                case 1 -> store.create(owner, id, "x".repeat(random.nextInt(9)));
                case 2 -> store.get(owner, id);
                default -> store.put(owner, id, "x".repeat(random.nextInt(9)));
            }
            assertTrue(store.count() <= 20 && store.weight() <= 60, () -> size(store));
            if (random.nextInt(500) == 0) {
                pass(MINUTE.dividedBy(2));
            }
        }
    }

    private static StoreLimits limits(int count, long weight) {
        return new StoreLimits(MINUTE, Expiry.SLIDING, new Cap(10, 40), new Cap(count, weight));
    }

    private static String size(MemoryStore<String> store) {
        return store.count() + " weigh " + store.weight();
    }
}
