package poegateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import poegateway.core.Pulse;

final class PulseDriverTest {
    @Test
    void theThreadGoesOnAfterAnError() throws InterruptedException {
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        CountDownLatch beats = new CountDownLatch(2);
        Pulse pulse = new Pulse(System::nanoTime, (member, error) -> thrown.add(error));
        pulse.join(now -> {
            beats.countDown();
            if (beats.getCount() == 1) {
                throw new OutOfMemoryError();
            }
        });
        try (TickSource.Running driver = PulseDriver.start(pulse)) {
            assertTrue(beats.await(20, TimeUnit.SECONDS), () -> "no second beat after " + thrown + " of " + driver);
        }
        assertEquals(1, thrown.size());
    }
}
