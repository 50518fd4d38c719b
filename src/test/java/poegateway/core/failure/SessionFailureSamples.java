package poegateway.core.failure;

import java.time.Duration;
import java.util.List;

/** What is said of sessions, with typical values, for the reference of errors. */
final class SessionFailureSamples {
    private SessionFailureSamples() {}

    static List<FailureSample> all() {
        return List.of(
                FailureSample.of(
                        new SessionFailure.NotFound("9b2c1c5e-7d0b-4c43-9b53-2f1f0a9b8c7d"),
                        "No session of that id is kept for the key: it was never made, has ended, or belongs to another key.",
                        "Begin one with `x-poe-gateway-session: new`, name one yourself (`name:…`), or raise `sessions.keep-for`."),
                FailureSample.of(
                        new SessionFailure.Full("sessions.turns"),
                        "The session has as many turns, or as many bytes, as one may have.",
                        "Begin another session, fork an earlier turn, or raise the setting that the message names."),
                FailureSample.of(
                        new SessionFailure.NeedsKey("a session with a name"),
                        "No key is asked for and other machines reach the gateway, so that all callers are one.",
                        "Use `x-poe-gateway-session: new`, or have keys asked for (`auth.mode: keys`)."),
                FailureSample.of(
                        new SessionFailure.Busy(Duration.ofMinutes(2)),
                        "A session takes one turn at a time, and too many wait, or the turns before this one take too long.",
                        "Send it again as `Retry-After` says, or use several sessions (`POST /v1/sessions/{id}/fork`)."));
    }
}
