package poegateway.mcp.session;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import poegateway.core.Ticker;
import poegateway.keep.MemoryStore;
import poegateway.keep.StoreLimits;
import poegateway.keep.Versioned;

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

    private final MemoryStore<McpSession> kept;
    private final RandomGenerator random;

    /** {@code random} must not be guessable: in an open gateway an id is all that keeps one client from another's session. */
    public McpSessions(Ticker ticker, RandomGenerator random) {
        this.kept = new MemoryStore<>(LIMITS, session -> 1, ticker);
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

    /** Puts another in its place. */
    public void change(String owner, String id, McpSession changed) {
        kept.get(owner, id).ifPresent(there -> {
            var unused = kept.replace(owner, id, there.version(), changed);
        });
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
