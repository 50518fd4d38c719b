package poegateway.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.Failure;

/** Ends one fetch from another thread, wherever it is. The first reason stays. */
final class FetchAbort {
    private @Nullable Failure reason;
    private Runnable stop = () -> {};

    /** What ends the fetch from now on. */
    void stopBy(Runnable action) throws IOException {
        synchronized (this) {
            stop = action;
            if (reason == null) {
                return;
            }
        }
        action.run();
        throw new IOException("the fetch was ended");
    }

    void abort(Failure why) {
        Runnable action;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            action = stop;
        }
        action.run();
    }

    /** Why it was ended; null while it was not. */
    synchronized @Nullable Failure reason() {
        return reason;
    }
}
