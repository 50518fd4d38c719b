package poegateway.media;

import poegateway.core.MemoryLease;

/** One lease for several threads, which belong to one request: none of them waits for memory that another one holds. */
public final class SharedLease implements MemoryLease {
    private final MemoryLease lease;

    public SharedLease(MemoryLease lease) {
        this.lease = lease;
    }

    @Override
    public synchronized void take(long bytes) {
        lease.take(bytes);
    }

    @Override
    public synchronized void giveBack(long bytes) {
        lease.giveBack(bytes);
    }
}
