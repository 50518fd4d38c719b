package poegateway.front.body;

/** Interrupts a thread as long as it is at one thing, and leaves no interrupt behind. */
public final class ScopedInterrupt {
    private final Thread thread;
    private boolean over;

    public ScopedInterrupt(Thread thread) {
        this.thread = thread;
    }

    public synchronized void interrupt() {
        if (!over) {
            thread.interrupt();
        }
    }

    /** Called by that thread when it is done. */
    public void end() {
        synchronized (this) {
            over = true;
        }
        Thread.interrupted();
    }
}
