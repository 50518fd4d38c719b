package poegateway.front;

import java.util.concurrent.atomic.AtomicLong;
import poegateway.core.FailureException;
import poegateway.core.GatewayFailure;

/** Memory for request bodies, over all requests: what does not fit is refused before it is read. */
final class BodyBudget {
    private final long limitBytes;
    private final AtomicLong heldBytes = new AtomicLong();

    BodyBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Takes the bytes, or fails with {@link GatewayFailure.Overloaded} and takes none. */
    void take(long bytes) {
        long held = heldBytes.addAndGet(bytes);
        if (held > limitBytes) {
            heldBytes.addAndGet(-bytes);
            throw new FailureException(new GatewayFailure.Overloaded("server.body-bytes-in-flight"));
        }
    }

    void giveBack(long bytes) {
        heldBytes.addAndGet(-bytes);
    }

    /** Held now; 0 when nothing leaked. */
    long heldBytes() {
        return heldBytes.get();
    }
}
