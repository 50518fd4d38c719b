package poegateway.wire;

import poegateway.core.MemoryLease;

/** Counts what is held, and what was at the most. */
final class CountedLease implements MemoryLease {
    private long heldBytes;
    private long peakBytes;

    @Override
    public void take(long bytes) {
        heldBytes += bytes;
        peakBytes = Math.max(peakBytes, heldBytes);
    }

    @Override
    public void giveBack(long bytes) {
        heldBytes -= bytes;
    }

    long heldBytes() {
        return heldBytes;
    }

    long peakBytes() {
        return peakBytes;
    }
}
