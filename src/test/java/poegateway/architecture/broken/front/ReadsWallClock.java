package poegateway.architecture.broken.front;

import java.util.function.LongSupplier;

public class ReadsWallClock {
    final LongSupplier clock = System::currentTimeMillis;
}
