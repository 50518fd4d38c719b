package poegateway.architecture.broken.front;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

public class CountsByMicrometer {
    final MeterRegistry registry = new SimpleMeterRegistry();
}
