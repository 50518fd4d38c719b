package poegateway.app;

import java.security.SecureRandom;
import poegateway.front.HttpServer;
import poegateway.logging.Logs;
import poegateway.meter.Meter;

/**
 * The part of a start that depends on no setting, on a thread of its own while the settings are read: classes of the libraries whose
 * initialisation takes as long as that. What fails here fails again, and is told, where it is needed.
 */
public final class EarlyStart {
    private final Thread thread;

    private EarlyStart(Thread thread) {
        this.thread = thread;
    }

    /** Begins; the log is set up before, since while one thread does so another would find a stand-in. */
    public static EarlyStart begin() {
        Logs.initialise();
        return new EarlyStart(Thread.ofPlatform()
                .daemon()
                .name("early-start")
                .uncaughtExceptionHandler((failing, failure) -> {})
                .start(EarlyStart::initialise));
    }

    /** Waits for its end, since classes that need each other must not be initialised by two threads at once. */
    public void await() {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void initialise() {
        HttpServer.initialise();
        new SecureRandom();
        Meter.initialise();
    }
}
