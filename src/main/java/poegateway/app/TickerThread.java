package poegateway.app;

import java.util.concurrent.locks.LockSupport;
import poegateway.core.Ticker;

/** The one timer thread: it ticks the ticker until it is closed. */
final class TickerThread implements TickSource.Running {
    private final Ticker ticker;
    private final Thread thread;
    private volatile boolean open = true;

    private TickerThread(Ticker ticker) {
        this.ticker = ticker;
        this.thread = Thread.ofPlatform().daemon().name("ticker").unstarted(this::run);
    }

    static TickerThread start(Ticker ticker) {
        TickerThread driver = new TickerThread(ticker);
        driver.thread.start();
        return driver;
    }

    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (open) {
            LockSupport.parkNanos(TickSource.INTERVAL.toNanos());
            ticker.tick();
        }
    }
}
