package poegateway.mcp.session;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import poegateway.core.Ticker;
import poegateway.keep.MemoryStore;
import poegateway.keep.StoreLimits;
import poegateway.keep.Versioned;
import poegateway.keep.WriteResult;

/** Sessions by their ids, each for the caller who began it, until nobody has used them for 60 minutes. */
public final class McpSessions {
    private static final StoreLimits LIMITS = new StoreLimits(
            Duration.ofMinutes(60),
            StoreLimits.Expiry.SLIDING,
            new StoreLimits.Cap(20_000, Integer.MAX_VALUE),
            new StoreLimits.Cap(50_000, Integer.MAX_VALUE));
    private static final int UUID_VERSION = 4;
    private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final int VERSION_SHIFT = 12;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

    /** How often an open stream says that its session is in use. */
    private static final Duration USED_EVERY = Duration.ofMinutes(10);

    private final MemoryStore<McpSession> kept;
    private final Ticker ticker;
    private final RandomGenerator random;

    /** {@code random} must not be guessable: in an open gateway an id is all that keeps one client from another's session. */
    public McpSessions(Ticker ticker, RandomGenerator random) {
        this.kept = new MemoryStore<>(LIMITS, session -> 1, ticker);
        this.ticker = ticker;
        this.random = random;
    }

    /** Begins one, and gives its id. */
    public String begin(String owner, McpSession session) {
        long high = (random.nextLong() & VERSION_MASK) | (UUID_VERSION << VERSION_SHIFT);
        long low = (random.nextLong() & VARIANT_MASK) | Long.MIN_VALUE;
        String id = new UUID(high, low).toString();
        var unused = kept.put(owner, id, session);
        return id;
    }

    /** The session, which counts as used now; empty where that caller has none of that id. */
    public Optional<McpSession> find(String owner, String id) {
        return kept.get(owner, id).map(Versioned::value);
    }

    /** The session counts as used until that is closed. */
    public Ticker.Registration use(String owner, String id) {
        AtomicLong lastNanos = new AtomicLong(ticker.nanoTime());
        return ticker.register(nowNanos -> {
            if (nowNanos - lastNanos.get() >= USED_EVERY.toNanos()) {
                lastNanos.set(nowNanos);
                var unused = kept.get(owner, id);
            }
        });
    }

    /** Puts another in its place; nothing happens where there is none. */
    public void change(String owner, String id, UnaryOperator<McpSession> change) {
        Optional<Versioned<McpSession>> there = kept.get(owner, id);
        while (there.isPresent()
                && kept.replace(
                                owner,
                                id,
                                there.get().version(),
                                change.apply(there.get().value()))
                        instanceof WriteResult.Conflict<McpSession> other) { // another request was quicker
            there = other.current();
        }
    }

    /** Ends one; false where there was none. */
    public boolean end(String owner, String id) {
        return kept.remove(owner, id);
    }

    /** How many there are. */
    public int count() {
        return kept.count();
    }
}
