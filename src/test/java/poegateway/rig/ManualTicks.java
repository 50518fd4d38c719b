package poegateway.rig;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import poegateway.TickSource;
import poegateway.core.Pulse;

/**
 * Beats gateways by hand: time that passes ends in one beat. In steps of the real interval it would rush past threads that
 * need real time for what they do about a beat, and a write under way would look blocked for minutes; so a test that wants
 * two limits to run out one after the other advances twice, and waits in between.
 */
final class ManualTicks implements TickSource {
    private final ManualTime time;
    private final Set<Pulse> pulses = ConcurrentHashMap.newKeySet();

    ManualTicks(ManualTime time) {
        this.time = time;
    }

    @Override
    public Running start(Pulse pulse) {
        pulses.add(pulse);
        return () -> pulses.remove(pulse);
    }

    /** Every gateway's pulse gets this member, as long as the seat is not closed. */
    Pulse.Seat join(Pulse.Member member) {
        List<Pulse.Seat> seats =
                pulses.stream().map(pulse -> pulse.join(member)).toList();
        return () -> seats.forEach(Pulse.Seat::close);
    }

    /** One beat at the same time as before. */
    synchronized void tick() {
        pulses.forEach(Pulse::beat);
    }

    /** Time passes, then one beat. */
    synchronized void advance(Duration by) {
        time.advance(by);
        tick();
    }
}
