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
                        "Use `x-poe-gateway-session: new`, or ask for keys (`auth.mode: keys`)."),
                FailureSample.of(
                        new SessionFailure.Busy(Duration.ofMinutes(2)),
                        "A session takes one turn at a time, and too many wait, or the turns before this one take too long.",
                        "Send it again as `Retry-After` says, or use several sessions (`POST /v1/sessions/{id}/fork`)."));
    }

    /** What is said of tools that the gateway runs. */
    static List<FailureSample> ofTools() {
        return List.of(
                FailureSample.of(
                        new ToolFailure.NotFound("weather"),
                        "`x-poe-gateway-tools` names a tool that the gateway does not have.",
                        "Use a name from `GET /v1/tools`; tools of your own belong in the body of the request."),
                FailureSample.of(
                        new ToolFailure.NameTaken("calculator"),
                        "A tool in the body has the name of one in `x-poe-gateway-tools`.",
                        "Rename yours, or leave the name out of the header."),
                FailureSample.of(
                        new ToolFailure.TooManyRounds(9),
                        "The model called tools in `tools.rounds` answers and in one more, although it was told to answer.",
                        "Ask for less at once, offer fewer tools, or raise `tools.rounds`."));
    }

    /** What is said of tools that are registered while the gateway runs. */
    static List<FailureSample> ofRegistrations() {
        return List.of(
                FailureSample.of(
                        new ToolFailure.RegistrationOff(),
                        "A tool is registered or removed, and `tools.registration.hosts` names no host.",
                        "Whoever runs the gateway lists the hosts that such tools may be on."),
                FailureSample.of(
                        new ToolFailure.RegistrationRefused("must be at one of the hosts tools.example", "url"),
                        "A tool is registered that has a wrong part, or one that the settings do not allow.",
                        "Correct the member that the message names."),
                FailureSample.of(
                        new ToolFailure.AlreadyThere("weather"),
                        "A tool is registered under the name of another one.",
                        "Choose another name, or remove the other first."),
                FailureSample.of(
                        new ToolFailure.TooManyRegistered(100),
                        "As many tools are registered as `tools.registration.count` says.",
                        "Remove one, or raise the setting."),
                FailureSample.of(
                        new ToolFailure.NotRegistered("weather"),
                        "A tool is to be removed that was not registered.",
                        "Take a name of `GET /v1/tools` that was registered."),
                FailureSample.of(
                        new ToolFailure.NotStored("no space is left on the disk"),
                        "The file of registered tools cannot be written: the disk is full, or its folder is read-only.",
                        "Make room, or set `tools.registration.file` to a place that can be written."));
    }
}
