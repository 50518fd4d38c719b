package poegateway.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {
    private final AtomicLong nanos = new AtomicLong(5);
    private final Pulse pulse = new Pulse(nanos::get);
    private final List<Long> heard = new ArrayList<>();

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
}
