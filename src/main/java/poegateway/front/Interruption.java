package poegateway.front;

/** Interrupts a thread as long as it is at one thing, and leaves no interrupt behind. */
final class Interruption {
    private final Thread thread;
    private boolean over;

    Interruption(Thread thread) {
        this.thread = thread;
    }

    synchronized void interrupt() {
        if (!over) {
            thread.interrupt();
        }
    }

    /** Called by that thread when it is done. */
    void end() {
        synchronized (this) {
            over = true;
        }
        Thread.interrupted();
    }
}
