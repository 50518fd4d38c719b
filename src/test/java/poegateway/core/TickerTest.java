package poegateway.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TickerTest {
    private final AtomicLong nanos = new AtomicLong(5);
    private final Ticker ticker = new Ticker(nanos::get);
    private final List<Long> heard = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Test
    void everyListenerHearsTheTimeUntilItLeaves() {
        Ticker.Registration registration = ticker.register(heard::add);
        ticker.tick();
        nanos.set(9);
        ticker.tick();
        registration.close();
        registration.close();
        ticker.tick();
        assertEquals(List.of(5L, 9L), heard);
        assertEquals(0, ticker.size());
    }

    @Test
    void aListenerMayLeaveWhileItListens() {
        List<Ticker.Registration> registrations = new ArrayList<>();
        registrations.add(ticker.register(now -> registrations.getFirst().close()));
        ticker.register(heard::add);
        ticker.tick();
        assertEquals(List.of(5L), heard);
        assertEquals(1, ticker.size());
    }

    @Test
    void aListenerThatThrowsStarvesNoOther() {
        Ticker ticker = new Ticker(
                nanos::get, (listener, thrown) -> failures.add(thrown.getClass().getSimpleName()));
        List<Throwable> thrown = List.of(new OutOfMemoryError(), new LinkageError(), new IllegalStateException());
        for (Throwable each : thrown) {
            ticker.register(heard::add);
            ticker.register(now -> TickerTest.<RuntimeException>raise(each));
            ticker.register(heard::add);
        }
        ticker.tick();
        nanos.set(9);
        ticker.tick();
        assertEquals(List.of(5L, 5L, 5L, 5L, 5L, 5L, 9L, 9L, 9L, 9L, 9L, 9L), heard);
        assertEquals(6, failures.size());
        assertEquals(Set.of("OutOfMemoryError", "LinkageError", "IllegalStateException"), new HashSet<>(failures));
    }

    @Test
    void aTickSurvivesWhoeverIsToldOfFailures() {
        Ticker ticker = new Ticker(nanos::get, (listener, thrown) -> {
            throw new OutOfMemoryError();
        });
        ticker.register(now -> TickerTest.<RuntimeException>raise(new LinkageError()));
        ticker.register(heard::add);
        ticker.tick();
        assertEquals(List.of(5L), heard);
    }

    @Test
    void aTickThatFailsAsAWholeIsToldAndDoesNotCount() {
        List<Class<?>> failed = new ArrayList<>();
        boolean[] memoryIsShort = {false};
        Ticker ticker = new Ticker(
                () -> {
                    if (memoryIsShort[0]) {
                        throw new OutOfMemoryError();
                    }
                    return nanos.get();
                },
                (listener, thrown) -> failed.add(listener));
        nanos.addAndGet(3);
        memoryIsShort[0] = true;
        ticker.tick();
        memoryIsShort[0] = false;
        assertEquals(List.of(Ticker.class), failed);
        assertEquals(3, ticker.sinceTickNanos());
        ticker.tick();
        assertEquals(0, ticker.sinceTickNanos());
    }

    @Test
    void permanentListenersHearTheTimeAndAreNotCounted() {
        Ticker.Registration registration = ticker.registerPermanently(heard::add);
        ticker.tick();
        assertEquals(0, ticker.size());
        registration.close();
        ticker.tick();
        assertEquals(List.of(5L), heard);
    }

    @Test
    void withoutAnyoneToldAFailureGoesToTheThreadsHandler() throws InterruptedException {
        ticker.register(now -> TickerTest.<RuntimeException>raise(new LinkageError("of a test")));
        Thread ticking = Thread.ofPlatform()
                .uncaughtExceptionHandler((thread, thrown) -> failures.add(String.valueOf(thrown.getMessage())))
                .start(ticker::tick);
        ticking.join();
        assertEquals(List.of("of a test"), failures);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
