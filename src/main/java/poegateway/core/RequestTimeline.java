package poegateway.core;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import poegateway.core.RequestPhase.Awaited;
import poegateway.core.RequestPhase.Expiry;
import poegateway.core.RequestPhase.Limit;
import poegateway.core.failure.Failure;

/**
 * The course of one request: the {@link RequestPhase} that it is in, and since when. What limits its time, and what its
 * metrics and {@code Server-Timing} say of it, are read from the same transitions.
 *
 * <p>Belongs to the thread that serves the request, but for {@link #tick}, {@link #spent}, {@link #phase} and heartbeats,
 * which a second thread writes. A transition allocates nothing. It looks at the clock only if the phase has a limit, or
 * while the head of the answer is not out, since until then the gateway's own time is counted.
 */
public final class RequestTimeline implements Ticker.Listener, AutoCloseable {
    /** What has not happened, where a time is told. */
    public static final long NONE = -1;

    private static final RequestPhase[] PHASES = RequestPhase.values();
    private static final int PHASE_BITS = 5;
    private static final long PHASE_MASK = (1L << PHASE_BITS) - 1;
    private static final long EXPIRED = 1L << PHASE_BITS;
    private static final int SINCE_SHIFT = PHASE_BITS + 1;
    private static final long NOT_RUNNING = Long.MIN_VALUE;

    private final Ticker ticker;
    private final TimeLimits limits;
    private final Cancellation cancellation;
    private final long startNanos;
    private final Ticker.Registration registration;

    /** Phase, whether it was over its limit, and since when, in one word, so that a tick never sees half a transition. */
    private final AtomicLong current = new AtomicLong(packed(RequestPhase.WORKING, 0));

    /** The same of the thread that writes heartbeats; done while there is none. */
    private final AtomicLong heartbeat = new AtomicLong(packed(RequestPhase.DONE, 0));

    private volatile long totalSinceNanos = NOT_RUNNING;
    private volatile boolean callerCut;
    private volatile Ticker.Listener companion = now -> {};
    private volatile Consumer<Failure> abortAttempt = failure -> {};
    private volatile Runnable cutCaller = () -> {};
    private volatile RequestPhase awaitingAnswer = RequestPhase.AWAITING_FIRST_EVENT;
    private volatile Thread reader = Thread.currentThread();

    // Guarded by this until the head of the answer is out; unchanged afterwards.
    private long countedToNanos;
    private long ownNanos;
    private long poeNanos;
    private boolean answered;

    private long firstEventNanos = NONE;

    /**
     * What the request has cost until the head of its answer, or until now.
     *
     * @param gatewayNanos in which nobody else was waited for
     * @param poeNanos in which Poe was
     */
    public record Spent(long gatewayNanos, long poeNanos) {}

    /**
     * The whole course; what did not happen is {@link #NONE}.
     *
     * @param totalNanos from the head of the request until now
     * @param overheadNanos what the gateway itself took until the head of the answer
     * @param firstEventNanos from the head of the request to Poe's first event
     */
    public record Times(long totalNanos, long overheadNanos, long firstEventNanos) {}

    private RequestTimeline(Ticker ticker, TimeLimits limits, Cancellation cancellation) {
        this.ticker = ticker;
        this.limits = limits;
        this.cancellation = cancellation;
        this.startNanos = ticker.nanoTime();
        this.registration = ticker.register(this);
    }

    /** A request begins; until it is closed, the ticker holds it to its limits. */
    public static RequestTimeline start(Ticker ticker, TimeLimits limits, Cancellation cancellation) {
        return new RequestTimeline(ticker, limits, cancellation);
    }

    /** One without limits, for what is over at once. */
    public static RequestTimeline unlimited(LongSupplier nanoTime) {
        return new RequestTimeline(new Ticker(nanoTime), TimeLimits.NONE, new Cancellation());
    }

    /** Stops the request when a limit is over, and for any other reason. */
    public Cancellation cancellation() {
        return cancellation;
    }

    /** How long it may be in each phase. */
    public TimeLimits limits() {
        return limits;
    }

    /** Monotonic now, in nanoseconds; only differences mean anything. */
    public long nanoTime() {
        return ticker.nanoTime();
    }

    /**
     * From here the request is in another phase.
     *
     * @return the phase before, which whoever entered this one restores in a {@code finally}
     */
    public RequestPhase enter(RequestPhase next) {
        long left = !answered || next.limit().isPresent() ? enterAt(next, elapsedNanos()) : swap(next, 0);
        if (expired(left)) {
            leftTooLate(phase(left));
        }
        return phase(left);
    }

    /** Back to work. Costs nothing where that is the phase already. */
    public void resume() {
        if (phase() != RequestPhase.WORKING) {
            enter(RequestPhase.WORKING);
        }
    }

    /** Enters {@link RequestPhase#CONNECTING}; the action ends the attempt, with the failure told, and must not block. */
    public RequestPhase connect(Consumer<Failure> abort) {
        abortAttempt = abort;
        return enter(RequestPhase.CONNECTING);
    }

    /** Enters {@link RequestPhase#FETCHING_MEDIA}; the action ends the fetch, with the failure told, and must not block. */
    public RequestPhase fetch(Consumer<Failure> abort) {
        abortAttempt = abort;
        return enter(RequestPhase.FETCHING_MEDIA);
    }

    /** Enters a phase in which the calling thread reads, and may be interrupted when it takes too long. */
    public RequestPhase read(RequestPhase reading) {
        reader = Thread.currentThread();
        return enter(reading);
    }

    /** The model makes pictures, sound or film, so its answer may take longer to begin. */
    public void expectMedia() {
        awaitingAnswer = RequestPhase.AWAITING_MEDIA;
    }

    /** Enters {@link RequestPhase#AWAITING_FIRST_EVENT}, or {@link RequestPhase#AWAITING_MEDIA} where that is expected. */
    public RequestPhase awaitAnswer() {
        return enter(awaitingAnswer);
    }

    /** The first event, or the head of a whole reply, is there: work goes on. The first time counts. */
    public void firstEventCame() {
        if (firstEventNanos == NONE) {
            firstEventNanos = elapsedNanos();
        }
        resume();
    }

    /** The way to Poe begins, and with it the limit over all phases, until {@link #poeEnds()}. */
    public void poeBegins() {
        totalSinceNanos = elapsedNanos();
    }

    /** What is left of the limit over all phases. */
    public Duration totalLeft() {
        long since = totalSinceNanos;
        return since == NOT_RUNNING ? limits.total() : limits.total().minusNanos(elapsedNanos() - since);
    }

    public void poeEnds() {
        totalSinceNanos = NOT_RUNNING;
    }

    /** The head of the answer leaves: what the gateway took until now is what counts. The first time counts. */
    public synchronized void answered() {
        if (!answered) {
            count(phase(), elapsedNanos());
            answered = true;
        }
    }

    /** A heartbeat is written, by a thread that is not the request's. */
    public void heartbeatBegins() {
        heartbeat.set(packed(RequestPhase.WRITING_TO_CALLER, elapsedNanos()));
    }

    public void heartbeatEnds() {
        if (expired(heartbeat.getAndSet(packed(RequestPhase.DONE, 0)))) {
            callerCut = true;
        }
    }

    /** How the caller is cut off; must not block. */
    public void cutCallerBy(Runnable cut) {
        cutCaller = cut;
    }

    /** Told the time at every tick too; must not block. */
    public void onTick(Ticker.Listener listener) {
        companion = listener;
    }

    public RequestPhase phase() {
        return phase(current.get());
    }

    /** Whether the request is in this phase, or a heartbeat beside it. */
    public boolean isIn(RequestPhase phase) {
        return phase() == phase || (phase != RequestPhase.DONE && phase(heartbeat.get()) == phase);
    }

    /** The failure of the phase that the request is in, once that was over its limit. */
    public Optional<Failure> overdue() {
        long now = current.get();
        return expired(now) ? phase(now).limit().map(this::failure) : Optional.empty();
    }

    /** Whether the caller was cut off for a write that was blocked too long. */
    public boolean callerCut() {
        return callerCut;
    }

    /** Since when the request is in its phase, on the clock of {@link #nanoTime()}; meaningless without a limit. */
    public long sinceNanos() {
        return startNanos + since(current.get());
    }

    public synchronized Spent spent() {
        if (answered) {
            return new Spent(ownNanos, poeNanos);
        }
        long more = elapsedNanos() - countedToNanos;
        Awaited awaited = phase().awaited();
        return new Spent(
                ownNanos + (awaited == Awaited.NOBODY ? more : 0), poeNanos + (awaited == Awaited.POE ? more : 0));
    }

    public Times times() {
        return new Times(elapsedNanos(), answered ? ownNanos : NONE, firstEventNanos);
    }

    @Override
    public void tick(long nowNanos) {
        long now = nowNanos - startNanos;
        long totalSince = totalSinceNanos;
        if (totalSince != NOT_RUNNING && now - totalSince > limits.total().toNanos() && cancellation.reason() == null) {
            cancellation.cancel(RequestPhase.timeout(RequestPhase.TOTAL, limits.total()));
        }
        hold(current, now);
        hold(heartbeat, now);
        companion.tick(nowNanos);
    }

    @Override
    public void close() {
        registration.close();
        enter(RequestPhase.DONE);
    }

    private long elapsedNanos() {
        return ticker.nanoTime() - startNanos;
    }

    private long enterAt(RequestPhase next, long now) {
        return answered ? swap(next, now) : enterCounted(next, now);
    }

    private synchronized long enterCounted(RequestPhase next, long now) {
        count(phase(), now);
        return swap(next, now);
    }

    private void count(RequestPhase until, long now) {
        long gone = now - countedToNanos;
        countedToNanos = now;
        if (until.awaited() == Awaited.NOBODY) {
            ownNanos += gone;
        } else if (until.awaited() == Awaited.POE) {
            poeNanos += gone;
        }
    }

    private long swap(RequestPhase next, long now) {
        return current.getAndSet(packed(next, now));
    }

    private void leftTooLate(RequestPhase left) {
        Expiry done = left.limit().orElseThrow().expiry();
        if (done == Expiry.CUT_CALLER) {
            callerCut = true;
        } else if (done == Expiry.INTERRUPT_READER) {
            synchronized (this) { // until the interrupt has landed: it is for this phase and for nothing after it
                Thread.interrupted();
            }
        }
    }

    /** Does what the table says, once for each time that the phase is entered. */
    private void hold(AtomicLong track, long now) {
        long seen = track.get();
        Limit limit = phase(seen).limit().orElse(null);
        if (limit == null
                || expired(seen)
                || now - since(seen) <= limit.duration().apply(limits).toNanos()) {
            return;
        }
        if (limit.expiry() == Expiry.INTERRUPT_READER) {
            interruptReader(track, seen);
        } else if (track.compareAndSet(seen, seen | EXPIRED)) {
            end(limit.expiry(), failure(limit));
        }
    }

    private Failure failure(Limit limit) {
        return limit.failure().apply(limit.duration().apply(limits));
    }

    private synchronized void interruptReader(AtomicLong track, long seen) {
        if (track.compareAndSet(seen, seen | EXPIRED)) {
            reader.interrupt();
        }
    }

    private void end(Expiry expiry, Failure why) {
        switch (expiry) {
            case ABORT_ATTEMPT -> abortAttempt.accept(why);
            case CUT_CALLER -> cut(why);
            case CANCEL_REQUEST, INTERRUPT_READER -> cancellation.cancel(why);
        }
    }

    /** Whatever reason came first: a write that is blocked ends only with the connection. */
    private void cut(Failure why) {
        try {
            cancellation.cancel(why);
        } finally {
            cutCaller.run();
        }
    }

    @SuppressWarnings("EnumOrdinal") // within one process, and never kept
    private static long packed(RequestPhase phase, long sinceNanos) {
        return sinceNanos << SINCE_SHIFT | phase.ordinal();
    }

    private static RequestPhase phase(long packed) {
        return PHASES[(int) (packed & PHASE_MASK)];
    }

    private static boolean expired(long packed) {
        return (packed & EXPIRED) != 0;
    }

    private static long since(long packed) {
        return packed >> SINCE_SHIFT;
    }
}
