package poegateway.upstream;

import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;
import poegateway.core.Failure;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;

/** How far one attempt came: OkHttp tells its events, and what went wrong means something else in each phase. */
final class Attempt extends EventListener {
    enum Phase {
        CONNECTING,
        CONNECTED,
        SENT
    }

    private final AtomicReference<@Nullable Failure> abortReason = new AtomicReference<>();
    private final RequestTimeline timeline;
    private volatile Phase phase = Phase.CONNECTING;

    Attempt(RequestTimeline timeline) {
        this.timeline = timeline;
    }

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
        timeline.enter(RequestPhase.AWAITING_FIRST_EVENT);
    }

    @Override
    public void requestHeadersStart(Call call) {
        phase = Phase.SENT;
    }
}
