package poegateway.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Message;
import poegateway.core.Cancellation;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.SessionFailure;
import poegateway.core.text.SafeText;
import poegateway.keep.OwnedStore;
import poegateway.keep.Versioned;
import poegateway.keep.WriteResult;

/** The sessions of all callers. What belongs to another caller is absent. Safe for all threads. */
public final class Sessions {
    /** Member of the metadata of a request that names its session. */
    public static final String IN_METADATA = "session_id";

    private static final int SHOWN_CHARS = 140;

    private final OwnedStore<Session> store;
    private final SessionLimits limits;
    private final SessionLines lines;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final SessionChanges changes;
    private final AtomicLong bytesInFlight = new AtomicLong();

    /**
     * @param store with an end that begins anew with each write
     * @param random makes ids, which nobody must be able to guess
     * @param changes is told of each turn that is kept; of what goes the store tells it
     */
    public Sessions(
            OwnedStore<Session> store,
            SessionLimits limits,
            Ticker ticker,
            InstantSource clock,
            RandomGenerator random,
            SessionChanges changes) {
        this.store = store;
        this.limits = limits;
        this.lines = new SessionLines(ticker, limits.queueLength(), limits.queueWait());
        this.clock = clock;
        this.random = random;
        this.changes = changes;
    }

    /**
     * Begins a turn, once the turns before it are over. The session is used by that.
     *
     * @param timeline of the request; its cancellation ends the wait
     * @param warn is told in a sentence when the turn is not kept although its answer is whole
     * @throws FailureException with a {@link SessionFailure} when there is no such session, or it takes no turn now
     */
    public OpenTurn open(String owner, SessionName name, RequestTimeline timeline, Consumer<String> warn) {
        if (name.kind() == SessionName.Kind.NAMED) {
            unlessGuessed("a session with a name");
        }
        String id = name.kind() == SessionName.Kind.NEW ? newId() : name.id();
        SessionLines.Turn line = await(owner, id, timeline);
        OpenTurn turn = null;
        try {
            turn = new OpenTurn(this, owner, used(owner, name, id), line, warn);
            return turn;
        } finally {
            if (turn == null) {
                line.close();
            }
        }
    }

    /**
     * A turn that is only looked at: it waits for no other, is no use of the session, and leaves no trace. It is to be closed.
     *
     * @throws FailureException with a {@link SessionFailure} when there is no such session, or it is full
     */
    public OpenTurn preview(String owner, SessionName name) {
        if (name.kind() == SessionName.Kind.NAMED) {
            unlessGuessed("a session with a name");
        }
        Session session = usable(name, name.id(), store.get(owner, name.id()).map(Versioned::value));
        return new OpenTurn(this, owner, new Versioned<>(session, 0), () -> {}, why -> {});
    }

    private SessionLines.Turn await(String owner, String id, RequestTimeline timeline) {
        Cancellation cancellation = timeline.cancellation();
        timeline.enter(RequestPhase.QUEUED);
        try {
            return lines.await(owner, id, cancellation);
        } finally {
            timeline.resume();
        }
    }

    private Versioned<Session> used(String owner, SessionName name, String id) {
        Session session = usable(name, id, store.get(owner, id).map(Versioned::value));
        return written(store.put(owner, id, session.usedAt(clock.instant())));
    }

    /** The session that is there, or one that begins; never one that cannot take a turn. */
    private Session usable(SessionName name, String id, Optional<Session> there) {
        if (there.isEmpty() && name.kind() == SessionName.Kind.KNOWN) {
            throw new FailureException(new SessionFailure.NotFound(id));
        }
        Session session = there.orElseGet(() -> Session.empty(id, clock.instant()));
        if (session.turns().size() >= limits.turns()) {
            throw new FailureException(new SessionFailure.Full("sessions.turns"));
        }
        return session;
    }

    private static Versioned<Session> written(WriteResult<Session> result) {
        return switch (result) {
            case WriteResult.Written<Session> written -> written.now();
            case WriteResult.TooHeavy<Session> heavy ->
                throw new FailureException(new SessionFailure.Full("sessions.bytes-per-caller"));
            case WriteResult.Conflict<Session> conflict -> throw new IllegalStateException("nothing was compared");
        };
    }

    /** Adds a turn; a session that was removed meanwhile stays removed. Says whether it is kept. */
    boolean keep(String owner, Versioned<Session> before, List<Message> system, SessionTurn turn) {
        Session session = before.value().with(system, turn, clock.instant());
        boolean kept =
                store.replace(owner, session.id(), before.version(), session) instanceof WriteResult.Written<Session>;
        if (kept) {
            changes.tell(owner, session.id());
        }
        return kept;
    }

    /** The session of that id; asking is no use of it. */
    public Session get(String owner, String id) {
        return find(owner, id).orElseThrow(() -> notFound(id));
    }

    /** The same; empty where there is none. */
    public Optional<Session> find(String owner, String id) {
        return store.get(owner, id).map(Versioned::value);
    }

    /** Tells of turns that are kept, and of sessions that are gone. */
    public SessionChanges changes() {
        return changes;
    }

    /**
     * All sessions of a caller, the one that was used last first.
     *
     * @throws FailureException where callers cannot be told apart
     */
    public List<Session> all(String owner) {
        unlessGuessed("a list of sessions");
        List<Session> all = new ArrayList<>();
        for (String id : store.ids(owner).reversed()) {
            store.get(owner, id).map(Versioned::value).ifPresent(all::add);
        }
        return all;
    }

    /** Removes a session, with a turn that is under way. */
    public void remove(String owner, String id) {
        if (!store.remove(owner, id)) {
            throw notFound(id);
        }
    }

    /**
     * A new session that begins as another one.
     *
     * @param turns how many turns of it; null for all
     * @throws FailureException when there is none, or it has fewer turns
     */
    public Session fork(String owner, String id, @Nullable Integer turns) {
        Session from = get(owner, id);
        int first = turns == null ? from.turns().size() : turns;
        if (first < 0 || first > from.turns().size()) {
            throw new FailureException(new ClientFailure.InvalidRequest(
                    "invalid_value",
                    "'turns' must be a number from 0 to " + from.turns().size() + ", the number of turns in the "
                            + "session.",
                    "turns"));
        }
        Session fork = from.fork(newId(), first, clock.instant());
        return written(store.put(owner, fork.id(), fork)).value();
    }

    /** When a session ends unless it is used before. */
    public Instant endOf(Session session) {
        return session.used().plus(limits.store().timeToLive());
    }

    /** Memory that requests under way hold; 0 when nothing leaked. */
    public long bytesInFlight() {
        return bytesInFlight.get();
    }

    /** Sessions with a turn under way; 0 when nothing leaked. */
    public int inUse() {
        return lines.inUse();
    }

    long weightMax() {
        return limits.store().valueWeightMax();
    }

    boolean take(long bytes) {
        long max = limits.store().inAll().weight();
        long held = bytesInFlight.getAndUpdate(now -> now + bytes > max ? now : now + bytes);
        return held + bytes <= max;
    }

    void giveBack(long bytes) {
        bytesInFlight.addAndGet(-bytes);
    }

    private void unlessGuessed(String what) {
        if (!limits.guessable().getAsBoolean()) {
            throw new FailureException(new SessionFailure.NeedsKey(what));
        }
    }

    private String newId() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }

    private static FailureException notFound(String id) {
        String shown = SafeText.ascii(id);
        return new FailureException(
                new SessionFailure.NotFound(shown.substring(0, Math.min(shown.length(), SHOWN_CHARS))));
    }
}
