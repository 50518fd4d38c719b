package poegateway.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import poegateway.core.Ticker;

final class TickerThreadTest {
    @Test
    void theThreadGoesOnAfterAnError() throws InterruptedException {
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        CountDownLatch ticks = new CountDownLatch(2);
        Ticker ticker = new Ticker(System::nanoTime, (member, error) -> thrown.add(error));
        ticker.register(now -> {
            ticks.countDown();
            if (ticks.getCount() == 1) {
                throw new OutOfMemoryError();
            }
        });
        try (TickSource.Running driver = TickerThread.start(ticker)) {
            assertTrue(ticks.await(20, TimeUnit.SECONDS), () -> "no second tick after " + thrown + " of " + driver);
        }
        assertEquals(1, thrown.size());
    }
}
