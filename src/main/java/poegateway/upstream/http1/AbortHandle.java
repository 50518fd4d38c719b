package poegateway.upstream.http1;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What one call waits for at the moment. Any thread may abort the call: that closes it, and all that is held later. */
final class AbortHandle {
    private @Nullable Closeable held;
    private boolean aborted;

    /**
     * The call goes on to wait for this, and for nothing that was held before.
     *
     * @throws IOException when the call was aborted; the resource is closed then
     */
    void hold(Closeable resource) throws IOException {
        synchronized (this) {
            if (!aborted) {
                held = resource;
                return;
            }
        }
        resource.close();
        throw new IOException("the call was aborted");
    }

    /**
     * The call waits for nothing any more.
     *
     * @return whether what was held is still open and belongs to the caller; false when the call was aborted
     */
    synchronized boolean release() {
        held = null;
        return !aborted;
    }

    /** Ends the call's wait at once. */
    void abort() {
        Closeable resource;
        synchronized (this) {
            aborted = true;
            resource = held;
            held = null;
        }
        if (resource != null) {
            try {
                resource.close();
            } catch (IOException unclosed) {
                // A channel that cannot be closed is closed.
            }
        }
    }
}
