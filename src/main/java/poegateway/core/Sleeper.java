package poegateway.core;

import java.time.Duration;

/** Lets time pass for one request; returns early when the request is cancelled. */
@FunctionalInterface
public interface Sleeper {
    void sleep(Duration duration, Cancellation cancellation);
}
