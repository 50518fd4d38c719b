package poegateway.vault;

import java.time.InstantSource;
import java.util.Random;
import poegateway.core.Ticker;
import poegateway.keep.StoreLimits;

/** A vault on a disk that has no more room than a test gives it. */
public final class TinyDisk {
    private TinyDisk() {}

    public static Vault vault(long room, StoreLimits limits, InstantSource clock, Ticker ticker) {
        return new Vault(new MemoryFiles(room), limits, clock, ticker, new Random(3), Runnable::run);
    }
}
