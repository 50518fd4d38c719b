package poegateway.core.failure;

import java.time.Duration;
import java.util.Optional;

/** A session cannot be gone on with. Nothing was sent to Poe. */
public sealed interface SessionFailure extends Failure {
    @Override
    default Source source() {
        return Source.CLIENT;
    }

    /**
     * There is no such session, or it belongs to another key.
     *
     * @param id as it was asked for; safe to print
     */
    record NotFound(String id) implements SessionFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.NOT_FOUND, 404, "session_not_found", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "Session '" + id + "' not found. The gateway keeps sessions for a while after their last turn"
                    + " (sessions.keep-for), for the key that made them. Send 'x-poe-gateway-session: new' to begin "
                    + "one, whose id is in the same header of the answer, or 'x-poe-gateway-session: name:…' with a "
                    + "name of your own.";
        }
    }

    /**
     * The session holds as much as one may.
     *
     * @param limit the setting that was reached
     */
    record Full(String limit) implements SessionFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, "session_full", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "The session is full: it holds as much as " + limit
                    + " allows. Begin another one ('x-poe-gateway-session: new'), or continue from an earlier turn: "
                    + "POST /v1/sessions/{id}/fork with {\"turns\": …}.";
        }
    }

    /**
     * All callers are one here, since no key tells them apart, so that whatever can be guessed belongs to everybody.
     *
     * @param what was asked for, such as {@code a session with a name}
     */
    record NeedsKey(String what) implements SessionFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, "session_needs_key", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "This gateway asks for no keys and can be reached from other machines, so " + what
                    + " would belong to everybody. Send 'x-poe-gateway-session: new' and keep the id, or set "
                    + "auth.mode to ask for keys.";
        }
    }

    /**
     * Other turns of the session are under way.
     *
     * @param waitMax how long a turn waits for those before it
     */
    record Busy(Duration waitMax) implements SessionFailure {
        private static final Duration PAUSE = Duration.ofSeconds(5);

        @Override
        public Source source() {
            return Source.GATEWAY;
        }

        @Override
        public Facts facts() {
            return new Facts(Kind.OVERLOADED, 503, "session_busy", Retry.after(Optional.of(PAUSE)), "gateway_overload");
        }

        @Override
        public String message() {
            return "Other turns of this session are in progress, and a turn waits for " + waitMax.toSeconds()
                    + " s at most (sessions.queue-wait), with no more than sessions.queue-length others. Send it "
                    + "again in "
                    + PAUSE.toSeconds() + " s.";
        }
    }
}
