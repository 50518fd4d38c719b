package poegateway.upstream;

import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.Failure;
import poegateway.upstream.http1.CallProgress;

/**
 * How far one attempt came, over either protocol: what went wrong means something else in each phase. Any thread may cancel
 * it; that ends whatever it waits for.
 */
final class AttemptProgress extends EventListener implements CallProgress {
    enum Phase {
        CONNECTING,
        CONNECTED,
        SENT
    }

    /** The attempt was cancelled while OkHttp could not hear it. */
    static final class CancelledException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final AtomicReference<@Nullable Failure> abortReason = new AtomicReference<>();
    private final RequestTimeline timeline;
    private volatile Phase phase = Phase.CONNECTING;
    private @Nullable Runnable onceConnected;
    private @Nullable Runnable stop;
    private boolean cancelled;

    AttemptProgress(RequestTimeline timeline) {
        this.timeline = timeline;
    }

    Phase phase() {
        return phase;
    }

    /** From now on the attempt waits for something that this ends. */
    void stoppedBy(Runnable ends) {
        synchronized (this) {
            stop = ends;
            if (!cancelled) {
                return;
            }
        }
        ends.run();
    }

    /** This runs once: when there is a connection, or with {@link #connectEnds}. Both come from the attempt's own thread. */
    void onceConnected(Runnable told) {
        onceConnected = told;
    }

    /** There is a connection, or none will be looked for any more. */
    void connectEnds() {
        Runnable told = onceConnected;
        onceConnected = null;
        if (told != null) {
            told.run();
        }
    }

    /** Ends the attempt's wait at once. */
    void cancel() {
        Runnable ends;
        synchronized (this) {
            cancelled = true;
            ends = stop;
        }
        if (ends != null) {
            ends.run();
        }
    }

    /** Gives the attempt up for a reason of ours; the first reason stays. */
    void abort(Failure reason) {
        if (abortReason.compareAndSet(null, reason)) {
            cancel();
        }
    }

    @Nullable
    Failure abortReason() {
        return abortReason.get();
    }

    @Override
    public void connecting() {
        phase = Phase.CONNECTING;
        timeline.enter(RequestPhase.CONNECTING);
    }

    @Override
    public void connected() {
        phase = Phase.CONNECTED;
        timeline.awaitAnswer();
    }

    @Override
    public void sent() {
        phase = Phase.SENT;
    }

    /**
     * A cancellation that comes between TCP and TLS reaches no socket of OkHttp's, which would then wait for the handshake
     * without an end.
     *
     * @throws CancelledException when it came
     */
    @Override
    public synchronized void secureConnectStart(Call call) {
        if (cancelled) {
            throw new CancelledException();
        }
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        connectEnds();
        connected();
    }

    @Override
    public void requestHeadersStart(Call call) {
        sent();
    }
}
