package poegateway.architecture.broken.simulator;

import java.util.concurrent.TimeUnit;

public class SleepsByUnit {
    void rest() throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
    }
}
