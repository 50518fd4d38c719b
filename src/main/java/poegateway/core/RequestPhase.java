package poegateway.core;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.ConnectFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.ReplyFailure;

/**
 * What a request waits for. It is in exactly one phase at a time, and this is the table of its time limits: how long a phase
 * may last, the failure that says so, and what is done then. What is no phase of a request has limits of its own: the head
 * that still arrives and a connection at rest (package {@code front.connection}), and the wait for the rate limit, which is
 * refused before it begins.
 */
public enum RequestPhase {
    /** The gateway works, or the request waits for nothing that has a limit of its own. */
    WORKING(Awaited.NOBODY),
    READING_BODY(
            Awaited.CALLER,
            "server.body-timeout",
            TimeLimits::body,
            limit -> new ClientFailure.BodyTooSlow(limit.toSeconds()),
            Expiry.INTERRUPT_READER),
    /** The rest of a refused body is read, so that a caller who is still sending gets to read why. */
    DISCARDING_BODY(
            Awaited.CALLER,
            "5 s",
            limits -> TimeLimits.DISCARD,
            limit -> new ClientFailure.BodyTooSlow(limit.toSeconds()),
            Expiry.INTERRUPT_READER),
    /** The turn at Poe's pace is awaited, which {@code limits.poe-queue-wait} bounds; or that in a session, {@code sessions.queue-wait}. */
    QUEUED(Awaited.TURN),
    /** Between two attempts; the pause is bounded when it is chosen. */
    PAUSING(Awaited.TURN),
    CONNECTING(
            Awaited.POE,
            "upstream.connect-timeout",
            TimeLimits::connect,
            limit -> new ConnectFailure.ConnectTimeout("Poe", limit),
            Expiry.ABORT_ATTEMPT),
    /** From the connection to the first event of a stream, or to the head of a whole reply. */
    AWAITING_FIRST_EVENT(
            Awaited.POE,
            "upstream.first-event-timeout",
            TimeLimits::firstEvent,
            limit -> timeout("upstream.first-event-timeout", limit),
            Expiry.CANCEL_REQUEST),
    /** The same where the model makes pictures, sound or film, which takes minutes. */
    AWAITING_MEDIA(
            Awaited.POE,
            "upstream.media-timeout",
            TimeLimits::media,
            limit -> timeout("upstream.media-timeout", limit),
            Expiry.CANCEL_REQUEST),
    AWAITING_BYTES(
            Awaited.POE,
            "upstream.idle-timeout",
            TimeLimits::idle,
            ReplyFailure.IdleTimeout::new,
            Expiry.CANCEL_REQUEST),
    /** The words of a refusal are read, whose head is there and says what matters. One limit for all of them. */
    AWAITING_REFUSAL(
            Awaited.POE, "2 s", limits -> TimeLimits.REFUSAL, ReplyFailure.IdleTimeout::new, Expiry.ABORT_ATTEMPT),
    /** What a model made is fetched from the host that keeps it; whoever fetches it is told when that takes too long. */
    FETCHING_MEDIA(
            Awaited.POE,
            "media.fetch-timeout",
            TimeLimits::fetch,
            limit -> timeout("media.fetch-timeout", limit),
            Expiry.ABORT_ATTEMPT),
    /** Several calls to Poe are under way for the request, each with a timeline of its own. */
    AWAITING_PARTS(Awaited.POE),
    /** Tools that the model called are run here; each has its own limit, {@code tools.timeout}. */
    RUNNING_TOOLS(Awaited.TURN),
    WRITING_TO_CALLER(
            Awaited.CALLER,
            "server.write-stall",
            TimeLimits::writeStall,
            limit -> new ClientFailure.ReadTooSlow("server.write-stall"),
            Expiry.CUT_CALLER),
    /** The caller has everything; the end of Poe's reply is read, so that the connection can be kept. */
    DRAINING(
            Awaited.POE,
            "1 s",
            limits -> TimeLimits.DRAIN,
            limit -> new ReplyFailure.Truncated(),
            Expiry.CANCEL_REQUEST),
    DONE(Awaited.NOBODY);

    /** Who is waited for. Only the time in which nobody is counts as the gateway's own. */
    public enum Awaited {
        NOBODY,
        CALLER,
        /** The request's turn, by a limit of the gateway's. */
        TURN,
        POE
    }

    /** What is done when a phase lasts too long. */
    public enum Expiry {
        /** The thread that reads the body is woken; it still can answer. */
        INTERRUPT_READER,
        /** This attempt at Poe ends, and may be followed by another. */
        ABORT_ATTEMPT,
        /** All work for the request ends; its caller is told why. */
        CANCEL_REQUEST,
        /** The caller's connection is closed, or its stream reset, since nothing can be told to it; the request ends too. */
        CUT_CALLER
    }

    /**
     * One row of the table.
     *
     * @param name of the setting, or the limit itself where it is fixed
     */
    public record Limit(
            String name, Function<TimeLimits, Duration> duration, Function<Duration, Failure> failure, Expiry expiry) {}

    /** The setting that limits a request from its way to Poe to the end of Poe's reply, over all phases. */
    public static final String TOTAL = "upstream.total-timeout";

    private final Awaited awaited;

    @SuppressWarnings("ImmutableEnumChecker") // its functions are without state
    private final Optional<Limit> limit;

    RequestPhase(Awaited awaited) {
        this.awaited = awaited;
        this.limit = Optional.empty();
    }

    RequestPhase(
            Awaited awaited,
            String name,
            Function<TimeLimits, Duration> duration,
            Function<Duration, Failure> failure,
            Expiry expiry) {
        this.awaited = awaited;
        this.limit = Optional.of(new Limit(name, duration, failure, expiry));
    }

    public Awaited awaited() {
        return awaited;
    }

    /** Whether Poe's answer has not begun. */
    public boolean awaitsAnswer() {
        return this == AWAITING_FIRST_EVENT || this == AWAITING_MEDIA;
    }

    /** Empty for what has no limit here. */
    public Optional<Limit> limit() {
        return limit;
    }

    static Failure timeout(String name, Duration limit) {
        return new ReplyFailure.Timeout(name + " " + limit.toSeconds() + " s");
    }
}
