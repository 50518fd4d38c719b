package poegateway.rig;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import poegateway.app.TickSource;
import poegateway.core.Ticker;

/**
 * Ticks gateways by hand: time that passes ends in one tick. In steps of the real interval it would rush past threads that
 * need real time for what they do about a tick, and a write under way would look blocked for minutes; so a test that wants
 * two limits to run out one after the other advances twice, and waits in between.
 */
final class ManualTicks implements TickSource {
    private final ManualTime time;
    private final Set<Ticker> tickers = ConcurrentHashMap.newKeySet();

    ManualTicks(ManualTime time) {
        this.time = time;
    }

    @Override
    public Running start(Ticker ticker) {
        tickers.add(ticker);
        return () -> tickers.remove(ticker);
    }

    /** Every gateway's ticker gets this listener, as long as the registration is not closed. */
    Ticker.Registration register(Ticker.Listener listener) {
        List<Ticker.Registration> registrations =
                tickers.stream().map(ticker -> ticker.register(listener)).toList();
        return () -> registrations.forEach(Ticker.Registration::close);
    }

    /** One tick at the same time as before. */
    synchronized void tick() {
        tickers.forEach(Ticker::tick);
    }

    /** Time passes, then one tick. */
    synchronized void advance(Duration by) {
        time.advance(by);
        tick();
    }
}
