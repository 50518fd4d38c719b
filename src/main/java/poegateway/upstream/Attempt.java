package poegateway.upstream;

import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;
import poegateway.core.Failure;

/** How far one attempt came: OkHttp tells its events, and what went wrong means something else in each phase. */
final class Attempt extends EventListener {
    enum Phase {
        CONNECTING,
        CONNECTED,
        SENT
    }

    private final AtomicReference<@Nullable Failure> abortReason = new AtomicReference<>();
    private volatile Phase phase = Phase.CONNECTING;

    Phase phase() {
        return phase;
    }

    /** Gives the attempt up for a reason of ours; the first reason stays. */
    void abort(Failure reason, Call call) {
        if (abortReason.compareAndSet(null, reason)) {
            call.cancel();
        }
    }

    @Nullable
    Failure abortReason() {
        return abortReason.get();
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        phase = Phase.CONNECTED;
    }

    @Override
    public void requestHeadersStart(Call call) {
        phase = Phase.SENT;
    }
}
