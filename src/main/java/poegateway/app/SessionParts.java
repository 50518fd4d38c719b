package poegateway.app;

import java.security.SecureRandom;
import java.util.function.BooleanSupplier;
import poegateway.config.GatewayConfig;
import poegateway.config.ResponsesConfig;
import poegateway.config.SessionsConfig;
import poegateway.core.Ticker;
import poegateway.dialect.responses.history.ResponseStore;
import poegateway.keep.MemoryStore;
import poegateway.keep.StoreLimits;
import poegateway.meter.Meter;
import poegateway.session.Session;
import poegateway.session.SessionChanges;
import poegateway.session.SessionLimits;
import poegateway.session.Sessions;

/** Makes what keeps conversations. */
final class SessionParts {
    private SessionParts() {}

    /** {@code asksForKeys} says whether callers are told apart now. */
    static Sessions sessions(
            GatewayConfig all, Platform platform, Ticker ticker, Meter meter, BooleanSupplier asksForKeys) {
        SessionsConfig config = all.sessions();
        boolean onLoopback = BackendChoice.onLoopback(all);
        BooleanSupplier guessable = () -> onLoopback || asksForKeys.getAsBoolean();
        StoreLimits store = new StoreLimits(
                config.keepFor(),
                StoreLimits.Expiry.FIXED,
                new StoreLimits.Cap(
                        config.countPerCaller(), config.bytesPerCaller().bytes()),
                new StoreLimits.Cap(config.count(), config.bytes().bytes()));
        SessionLimits limits =
                new SessionLimits(store, config.turns(), config.queueLength(), config.queueWait(), guessable);
        SessionChanges changes = new SessionChanges();
        MemoryStore<Session> kept = new MemoryStore<>(
                store, Session::weight, ticker, (owner, session) -> changes.tell(owner, session.id()));
        meter.watch(Meter.Reading.SESSIONS, kept::count);
        meter.watch(Meter.Reading.SESSION_BYTES, kept::weight);
        return new Sessions(
                kept,
                limits,
                ticker,
                platform.clock(),
                new SecureRandom(), // an id may be all that keeps a session from others
                changes);
    }

    /** What is kept of responses for {@code previous_response_id}. */
    static ResponseStore responses(ResponsesConfig kept, Platform platform, Ticker ticker) {
        StoreLimits limits = new StoreLimits(
                kept.keepFor(),
                StoreLimits.Expiry.SLIDING,
                new StoreLimits.Cap(kept.countPerCaller(), kept.bytesPerCaller().bytes()),
                new StoreLimits.Cap(kept.count(), kept.bytes().bytes()));
        return new ResponseStore(limits, ticker, platform.random());
    }
}
