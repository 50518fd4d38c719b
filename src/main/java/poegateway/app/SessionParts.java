package poegateway.app;

import java.security.SecureRandom;
import java.util.function.BooleanSupplier;
import poegateway.config.SessionsConfig;
import poegateway.core.Ticker;
import poegateway.keep.MemoryStore;
import poegateway.keep.StoreLimits;
import poegateway.session.Session;
import poegateway.session.SessionLimits;
import poegateway.session.Sessions;

/** Makes what keeps sessions. */
final class SessionParts {
    private SessionParts() {}

    /** {@code guessable} says whether callers are told apart, or come from this machine alone. */
    static Sessions sessions(SessionsConfig config, Platform platform, Ticker ticker, BooleanSupplier guessable) {
        StoreLimits store = new StoreLimits(
                config.keepFor(),
                StoreLimits.Expiry.FIXED,
                new StoreLimits.Cap(
                        config.countPerCaller(), config.bytesPerCaller().bytes()),
                new StoreLimits.Cap(config.count(), config.bytes().bytes()));
        SessionLimits limits =
                new SessionLimits(store, config.turns(), config.queueLength(), config.queueWait(), guessable);
        return new Sessions(
                new MemoryStore<>(store, Session::weight, ticker),
                limits,
                ticker,
                platform.clock(),
                new SecureRandom()); // an id may be all that keeps a session from others
    }
}
