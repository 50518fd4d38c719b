package poegateway.guard;

/** Leave to send one request to Poe now. Closed without having been used, it is given back. Belongs to one thread. */
public final class Permit implements AutoCloseable {
    private final Runnable giveBack;
    private boolean over;

    Permit(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    /** Poe has seen the request, or may have: the permit is spent. */
    public void used() {
        over = true;
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            giveBack.run();
        }
    }
}
