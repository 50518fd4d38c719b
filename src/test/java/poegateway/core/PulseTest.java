package poegateway.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {
    private final AtomicLong nanos = new AtomicLong(5);
    private final Pulse pulse = new Pulse(nanos::get);
    private final List<Long> heard = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Test
    void everyMemberHearsTheTimeUntilItLeaves() {
        Pulse.Seat seat = pulse.join(heard::add);
        pulse.beat();
        nanos.set(9);
        pulse.beat();
        seat.close();
        seat.close();
        pulse.beat();
        assertEquals(List.of(5L, 9L), heard);
        assertEquals(0, pulse.size());
    }

    @Test
    void aMemberMayLeaveWhileItListens() {
        List<Pulse.Seat> seats = new ArrayList<>();
        seats.add(pulse.join(now -> seats.getFirst().close()));
        pulse.join(heard::add);
        pulse.beat();
        assertEquals(List.of(5L), heard);
        assertEquals(1, pulse.size());
    }

    @Test
    void aMemberThatThrowsStarvesNoOther() {
        Pulse pulse = new Pulse(
                nanos::get, (member, thrown) -> failures.add(thrown.getClass().getSimpleName()));
        List<Throwable> thrown = List.of(new OutOfMemoryError(), new LinkageError(), new IllegalStateException());
        for (Throwable each : thrown) {
            pulse.join(heard::add);
            pulse.join(now -> PulseTest.<RuntimeException>raise(each));
            pulse.join(heard::add);
        }
        pulse.beat();
        nanos.set(9);
        pulse.beat();
        assertEquals(List.of(5L, 5L, 5L, 5L, 5L, 5L, 9L, 9L, 9L, 9L, 9L, 9L), heard);
        assertEquals(6, failures.size());
        assertEquals(Set.of("OutOfMemoryError", "LinkageError", "IllegalStateException"), new HashSet<>(failures));
    }

    @Test
    void aBeatSurvivesWhoeverIsToldOfFailures() {
        Pulse pulse = new Pulse(nanos::get, (member, thrown) -> {
            throw new OutOfMemoryError();
        });
        pulse.join(now -> PulseTest.<RuntimeException>raise(new LinkageError()));
        pulse.join(heard::add);
        pulse.beat();
        assertEquals(List.of(5L), heard);
    }

    @Test
    void aBeatThatFailsAsAWholeIsToldAndDoesNotCount() {
        List<Class<?>> failed = new ArrayList<>();
        boolean[] memoryIsShort = {false};
        Pulse pulse = new Pulse(
                () -> {
                    if (memoryIsShort[0]) {
                        throw new OutOfMemoryError();
                    }
                    return nanos.get();
                },
                (member, thrown) -> failed.add(member));
        nanos.addAndGet(3);
        memoryIsShort[0] = true;
        pulse.beat();
        memoryIsShort[0] = false;
        assertEquals(List.of(Pulse.class), failed);
        assertEquals(3, pulse.sinceBeatNanos());
        pulse.beat();
        assertEquals(0, pulse.sinceBeatNanos());
    }

    @Test
    void permanentMembersHearTheTimeAndAreNotCounted() {
        Pulse.Seat seat = pulse.joinPermanently(heard::add);
        pulse.beat();
        assertEquals(0, pulse.size());
        seat.close();
        pulse.beat();
        assertEquals(List.of(5L), heard);
    }

    @Test
    void withoutAnyoneToldAFailureGoesToTheThreadsHandler() throws InterruptedException {
        pulse.join(now -> PulseTest.<RuntimeException>raise(new LinkageError("of a test")));
        Thread beating = Thread.ofPlatform()
                .uncaughtExceptionHandler((thread, thrown) -> failures.add(String.valueOf(thrown.getMessage())))
                .start(pulse::beat);
        beating.join();
        assertEquals(List.of("of a test"), failures);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
