package poegateway.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import poegateway.keep.StoreLimits.Cap;
import poegateway.keep.StoreLimits.Expiry;

/** What every {@link OwnedStore} does, wherever it keeps things. A value weighs one for each of its letters. */
abstract class OwnedStoreContract {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Cap WIDE = new Cap(1_000, 1_000_000);

    /** An empty store. */
    abstract OwnedStore<String> store(StoreLimits limits);

    /** Lets time pass for every store. */
    abstract void pass(Duration time);

    @Test
    void whatWasWrittenIsThereForItsOwner() {
        OwnedStore<String> store = wide();
        Versioned<String> written = written(store.put("ann", "1", "one"));
        assertEquals(Optional.of(written), store.get("ann", "1"));
        assertEquals("one", written.value());
        assertEquals(Optional.empty(), store.get("ann", "2"));
    }

    @Test
    void anotherCallersThingIsAbsentToEveryMethod() {
        OwnedStore<String> store = wide();
        Versioned<String> anns = written(store.put("ann", "1", "secret"));
        assertEquals(Optional.empty(), store.get("bob", "1"));
        assertEquals(List.of(), store.ids("bob"));
        assertFalse(store.remove("bob", "1"));
        assertFalse(store.remove("bob", "1", anns.version()));
        assertEquals(new WriteResult.Conflict<>(Optional.empty()), store.replace("bob", "1", anns.version(), "mine"));
        assertEquals("bob's", written(store.create("bob", "1", "bob's")).value());
        assertEquals(Optional.of(anns), store.get("ann", "1"));
    }

    @ParameterizedTest
    @CsvSource({"a, bc, ab, c", "a:b, c, a, b:c", "a/b, c, a, b/c", "'', ab, ab, ''"})
    void ownerAndIdNeverRunTogether(String owner, String id, String otherOwner, String otherId) {
        OwnedStore<String> store = wide();
        store.put(owner, id, "one");
        assertEquals(Optional.empty(), store.get(otherOwner, otherId));
        assertEquals(List.of(), store.ids(otherOwner));
    }

    @Test
    void aPutReplacesWhateverIsThere() {
        OwnedStore<String> store = wide();
        Versioned<String> first = written(store.put("ann", "1", "one"));
        Versioned<String> second = written(store.put("ann", "1", "two"));
        assertEquals(Optional.of(second), store.get("ann", "1"));
        assertNotEquals(first.version(), second.version());
        assertEquals(List.of("1"), store.ids("ann"));
    }

    @Test
    void aCreateLeavesWhatIsThere() {
        OwnedStore<String> store = wide();
        Versioned<String> first = written(store.create("ann", "1", "one"));
        assertEquals(new WriteResult.Conflict<>(Optional.of(first)), store.create("ann", "1", "two"));
        assertEquals(Optional.of(first), store.get("ann", "1"));
    }

    @Test
    void aReplaceTakesOnlyTheVersionThatIsThere() {
        OwnedStore<String> store = wide();
        Versioned<String> first = written(store.put("ann", "1", "one"));
        Versioned<String> second = written(store.replace("ann", "1", first.version(), "two"));
        assertEquals(
                new WriteResult.Conflict<>(Optional.of(second)), store.replace("ann", "1", first.version(), "late"));
        assertEquals(Optional.of(second), store.get("ann", "1"));
    }

    @Test
    void aVersionOfARemovedThingFitsNoLaterOne() {
        OwnedStore<String> store = wide();
        Versioned<String> first = written(store.put("ann", "1", "one"));
        assertTrue(store.remove("ann", "1"));
        Versioned<String> second = written(store.put("ann", "1", "one"));
        assertInstanceOf(WriteResult.Conflict.class, store.replace("ann", "1", first.version(), "late"));
        assertFalse(store.remove("ann", "1", first.version()));
        assertEquals(Optional.of(second), store.get("ann", "1"));
    }

    @Test
    void aRemovalSaysWhetherSomethingWasThere() {
        OwnedStore<String> store = wide();
        Versioned<String> first = written(store.put("ann", "1", "one"));
        assertTrue(store.remove("ann", "1", first.version()));
        assertFalse(store.remove("ann", "1"));
        assertEquals(Optional.empty(), store.get("ann", "1"));
        assertEquals(List.of(), store.ids("ann"));
    }

    @ParameterizedTest
    @EnumSource(Expiry.class)
    void aValueEndsWithItsTimeToLive(Expiry expiry) {
        OwnedStore<String> store = store(new StoreLimits(HOUR, expiry, WIDE, WIDE));
        Versioned<String> first = written(store.put("ann", "1", "one"));
        pass(HOUR.minus(MOMENT));
        assertEquals(List.of("1"), store.ids("ann"));
        pass(MOMENT);
        assertEquals(List.of(), store.ids("ann"));
        assertEquals(Optional.empty(), store.get("ann", "1"));
        assertFalse(store.remove("ann", "1"));
        assertEquals(new WriteResult.Conflict<>(Optional.empty()), store.replace("ann", "1", first.version(), "late"));
        assertEquals("new", written(store.create("ann", "1", "new")).value());
    }

    @ParameterizedTest
    @EnumSource(Expiry.class)
    void aWriteBeginsTheTimeAnew(Expiry expiry) {
        OwnedStore<String> store = store(new StoreLimits(HOUR, expiry, WIDE, WIDE));
        long version = written(store.put("ann", "1", "one")).version();
        pass(HOUR.minus(MOMENT));
        store.replace("ann", "1", version, "two");
        pass(HOUR.minus(MOMENT));
        assertEquals("two", store.get("ann", "1").orElseThrow().value());
    }

    @ParameterizedTest
    @EnumSource(Expiry.class)
    void aReadBeginsTheTimeAnewOnlyWhereItSlides(Expiry expiry) {
        OwnedStore<String> store = store(new StoreLimits(HOUR, expiry, WIDE, WIDE));
        store.put("ann", "1", "one");
        pass(HOUR.minus(MOMENT));
        assertTrue(store.get("ann", "1").isPresent());
        pass(MOMENT);
        assertEquals(expiry == Expiry.SLIDING, store.get("ann", "1").isPresent());
    }

    @Test
    void neitherAListNorAConflictIsAUse() {
        OwnedStore<String> store = wide();
        store.put("ann", "1", "one");
        pass(HOUR.minus(MOMENT));
        assertEquals(List.of("1"), store.ids("ann"));
        assertInstanceOf(WriteResult.Conflict.class, store.create("ann", "1", "two"));
        assertInstanceOf(WriteResult.Conflict.class, store.replace("ann", "1", -1, "two"));
        assertFalse(store.remove("ann", "1", -1));
        pass(MOMENT);
        assertEquals(Optional.empty(), store.get("ann", "1"));
    }

    @Test
    void anOwnerOverHisCountLosesWhatWouldEndSoonestAndNobodyElseDoes() {
        OwnedStore<String> store = store(new StoreLimits(HOUR, Expiry.SLIDING, new Cap(3, 1_000), WIDE));
        store.put("bob", "0", "bob's");
        List.of("1", "2", "3").forEach(id -> later(store, "ann", id, "x"));
        pass(MOMENT);
        assertTrue(store.get("ann", "1").isPresent());
        later(store, "ann", "4", "x");
        assertEquals(List.of("3", "1", "4"), store.ids("ann"));
        assertEquals(List.of("0"), store.ids("bob"));
    }

    @Test
    void anOwnerOverHisWeightLosesAsManyAsItTakes() {
        OwnedStore<String> store = store(new StoreLimits(HOUR, Expiry.FIXED, new Cap(100, 10), WIDE));
        List.of("1", "2", "3").forEach(id -> later(store, "ann", id, "xxx"));
        later(store, "ann", "4", "xxxxxx");
        assertEquals(List.of("3", "4"), store.ids("ann"));
        later(store, "ann", "3", "xxxxxxxxxx");
        assertEquals(List.of("3"), store.ids("ann"));
    }

    @Test
    void withAFixedTimeAReadSavesNothingFromMakingRoom() {
        OwnedStore<String> store = store(new StoreLimits(HOUR, Expiry.FIXED, new Cap(2, 1_000), WIDE));
        later(store, "ann", "1", "x");
        later(store, "ann", "2", "x");
        assertTrue(store.get("ann", "1").isPresent());
        later(store, "ann", "3", "x");
        assertEquals(List.of("2", "3"), store.ids("ann"));
    }

    @ParameterizedTest
    @EnumSource(Expiry.class)
    void overTheCountOfAllWhateverEndsSoonestGoes(Expiry expiry) {
        OwnedStore<String> store = store(new StoreLimits(HOUR, expiry, WIDE, new Cap(3, 1_000)));
        List.of("ann", "bob", "cid", "dot").forEach(owner -> later(store, owner, "1", "x"));
        assertEquals(Optional.empty(), store.get("ann", "1"));
        List.of("bob", "cid", "dot").forEach(owner -> assertEquals(List.of("1"), store.ids(owner)));
    }

    @Test
    void manyReadsInARowKeepTheirOrder() {
        OwnedStore<String> store = store(new StoreLimits(HOUR, Expiry.SLIDING, WIDE, new Cap(50, 1_000)));
        for (int id = 0; id < 50; id++) {
            later(store, "ann", "id" + id, "x");
        }
        for (int id = 0; id < 49; id++) {
            pass(MOMENT);
            assertTrue(store.get("ann", "id" + id).isPresent());
        }
        later(store, "bob", "1", "x");
        assertEquals(Optional.empty(), store.get("ann", "id49"));
        assertEquals(49, store.ids("ann").size());
    }

    @ParameterizedTest
    @EnumSource(Expiry.class)
    void twoWritesAtOnceBothBeginTheTimeAnew(Expiry expiry) {
        OwnedStore<String> store = store(new StoreLimits(HOUR, expiry, WIDE, WIDE));
        store.put("ann", "1", "one");
        pass(Duration.ofMillis(900));
        store.put("ann", "1", "two");
        pass(HOUR.minus(MOMENT));
        assertTrue(store.get("ann", "1").isPresent());
    }

    @Test
    void overTheWeightOfAllAsManyGoAsItTakes() {
        OwnedStore<String> store = store(new StoreLimits(HOUR, Expiry.SLIDING, WIDE, new Cap(100, 10)));
        List.of("ann", "bob", "cid").forEach(owner -> later(store, owner, "1", "xxx"));
        pass(MOMENT);
        assertTrue(store.get("ann", "1").isPresent());
        later(store, "dot", "1", "xxxxx");
        assertEquals(Optional.empty(), store.get("bob", "1"));
        assertEquals(Optional.empty(), store.get("cid", "1"));
        assertEquals(List.of("1"), store.ids("ann"));
        assertEquals(List.of("1"), store.ids("dot"));
    }

    @Test
    void whatIsTooHeavyForACapIsRefusedAndNothingElseGoes() {
        OwnedStore<String> store = store(new StoreLimits(HOUR, Expiry.FIXED, new Cap(100, 5), WIDE));
        Versioned<String> there = written(store.put("ann", "1", "xxxxx"));
        assertEquals(new WriteResult.TooHeavy<>(6, 5), store.put("ann", "2", "xxxxxx"));
        assertEquals(new WriteResult.TooHeavy<>(6, 5), store.replace("ann", "1", there.version(), "xxxxxx"));
        assertEquals(Optional.of(there), store.get("ann", "1"));
        OwnedStore<String> small = store(new StoreLimits(HOUR, Expiry.FIXED, WIDE, new Cap(100, 5)));
        assertEquals(new WriteResult.TooHeavy<>(6, 5), small.create("ann", "2", "xxxxxx"));
    }

    @Test
    void whatEndedOrWasRemovedTakesNoRoom() {
        OwnedStore<String> store = store(new StoreLimits(HOUR, Expiry.FIXED, new Cap(2, 4), new Cap(2, 4)));
        store.put("ann", "1", "xx");
        pass(HOUR);
        store.put("ann", "2", "xx");
        store.put("bob", "3", "xx");
        assertTrue(store.remove("bob", "3"));
        store.put("ann", "4", "xx");
        assertEquals(List.of("2", "4"), store.ids("ann"));
    }

    @Test
    void ofManyWritersOfOneVersionExactlyOneWins() throws Exception {
        OwnedStore<String> store = wide();
        long version = written(store.put("ann", "1", "0")).version();
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int writer = 0; writer < 32; writer++) {
            String value = "by " + writer;
            writers.add(() -> store.replace("ann", "1", version, value) instanceof WriteResult.Written);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int won = 0;
            for (Future<Boolean> writer : threads.invokeAll(writers)) {
                won += writer.get() ? 1 : 0;
            }
            assertEquals(1, won);
        }
    }

    private OwnedStore<String> wide() {
        return store(new StoreLimits(HOUR, Expiry.SLIDING, WIDE, WIDE));
    }

    /** Written a moment after whatever was before it. */
    private void later(OwnedStore<String> store, String owner, String id, String value) {
        pass(MOMENT);
        written(store.put(owner, id, value));
    }

    private static Versioned<String> written(WriteResult<String> result) {
        return switch (result) {
            case WriteResult.Written<String> written -> written.now();
            case WriteResult.Conflict<String> conflict -> fail(conflict::toString);
            case WriteResult.TooHeavy<String> tooHeavy -> fail(tooHeavy::toString);
        };
    }
}
