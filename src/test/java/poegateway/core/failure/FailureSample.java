package poegateway.core.failure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import poegateway.core.Scope;

/**
 * A failure with typical values, for the reference of errors.
 *
 * @param failure the sample
 * @param when what leads to it
 * @param remedy what the reader can do
 * @param faults ids of the {@link Fault}s that it stands for
 */
record FailureSample(Failure failure, String when, String remedy, List<String> faults) {
    static final String SECONDS = "Wait for the time in `Retry-After`; OpenAI's clients do so by themselves.";
    static final String MAYBE_BILLED = "Look at the usage page of Poe before you send again: the model may have run.";

    static FailureSample of(Failure failure, String when, String remedy, String... faults) {
        return new FailureSample(failure, when, remedy, List.of(faults));
    }

    /** At least one sample of every case; more where one case has several codes. */
    static List<FailureSample> all() {
        return Stream.of(
                        badJson(),
                        badRequests(),
                        badHttp(),
                        slowCallers(),
                        access(),
                        List.of(tooFast()),
                        ModelFailureSamples.all(),
                        ModelFailureSamples.ofForms(),
                        SessionFailureSamples.all(),
                        SessionFailureSamples.ofTools(),
                        SessionFailureSamples.ofRegistrations(),
                        PictureFailureSamples.all(),
                        JobRefusalSamples.all(),
                        GatewayFailureSamples.all(),
                        connections(),
                        replies(),
                        PoeRefusalSamples.all())
                .flatMap(List::stream)
                .toList();
    }

    private static FailureSample invalid(String code, String message, String when, String remedy, String... faults) {
        return of(new ClientFailure.InvalidRequest(code, message, null), when, remedy, faults);
    }

    private static FailureSample tooFast() {
        return of(
                new ClientFailure.Throttled(
                        "500 requests a minute for the Poe account 'default' (limits.poe-requests-per-minute)",
                        Duration.ofMillis(20_133)),
                "More requests came than a limit of the gateway allows, and the wait for a turn would be too long.",
                SECONDS,
                "60");
    }

    private static List<FailureSample> badJson() {
        return List.of(
                invalid(
                        "invalid_json",
                        "The body is not valid JSON at line 3, column 49 (byte 72): the text ends too early.",
                        "The body is not one well-formed JSON object, or more text follows it.",
                        "Build the body with a JSON library, not by joining texts."),
                invalid(
                        "json_too_deep",
                        "The body is nested deeper than 200 levels at line 1, column 271 (byte 270). Send flatter JSON.",
                        "Objects and arrays lie more than 200 deep.",
                        "Flatten the tool schema or the content that is so deep.",
                        "47"),
                invalid(
                        "invalid_utf8",
                        "The body is not valid UTF-8, from byte 17 on. Send it as UTF-8.",
                        "The body is not strict UTF-8.",
                        "Encode the body as UTF-8; check what reads files in another encoding.",
                        "49"),
                invalid(
                        "duplicate_key",
                        "The key 'model' appears twice in one object, the second time at line 1, column 20 (byte 19). Send it once.",
                        "A key appears twice at the top level or in a message.",
                        "Send it once; no one can tell which of the two was meant.",
                        "48"),
                invalid(
                        "invalid_number",
                        "The body has a number that cannot be used at line 1, column 81 (byte 80): it is too large for a 64-bit float.",
                        "A number is too large, too long, or NaN.",
                        "Round or leave out the number.",
                        "50"),
                invalid(
                        "too_many_keys",
                        "The body holds an object with more than 10000 keys at line 1, column 88962 (byte 88961). Send fewer.",
                        "One object has more keys than any request needs.",
                        "Check what fills the object.",
                        "51"));
    }

    private static List<FailureSample> badRequests() {
        return List.of(
                of(
                        new ClientFailure.InvalidRequest(
                                "missing_required_parameter",
                                "The required parameter 'messages' is missing.",
                                "messages"),
                        "A required field is missing.",
                        "Add the field that `param` names."),
                of(
                        new ClientFailure.InvalidRequest("invalid_value", "'stream' must be true or false.", "stream"),
                        "A field has a value or type that it cannot have.",
                        "Correct the field that `param` names."),
                of(
                        new ClientFailure.InvalidRequest(
                                "unsupported_parameter",
                                "'n' is above 1, but Poe gives one choice per request. Leave it out, and send the request several times.",
                                "n"),
                        "The field means something that Poe cannot do.",
                        "Leave the field out; for several answers send several requests."),
                of(
                        new ClientFailure.InvalidRequest(
                                "invalid_header",
                                "The header 'poe-feature' may contain only visible ASCII characters and spaces. "
                                        + "Encode its value.",
                                null),
                        "A header that would be passed on to Poe contains characters that no header may.",
                        "Encode the value, or leave the header out."),
                of(
                        new ClientFailure.UnsupportedMediaType("text/plain"),
                        "The body is declared as something other than JSON.",
                        "Set `Content-Type: application/json`."),
                of(
                        new ClientFailure.UnsupportedContentEncoding("zstd"),
                        "The body is packed in a way that the gateway does not unpack; `Accept-Encoding` lists those "
                                + "that"
                                + " it does.",
                        "Send it unpacked, or packed with gzip or deflate."),
                of(
                        new ClientFailure.BodyTooLarge(33_554_432, "server.body-limit"),
                        "The body is larger than `server.body-limit`.",
                        "Send smaller files or pictures, or raise the limit.",
                        "46"),
                of(
                        new ClientFailure.BodyOverMemory(58_720_256),
                        "The body is within `server.body-limit`, and needs more memory than one body may take: 7/8 of"
                                + " `server.body-bytes-in-flight`, a part of the heap.",
                        "Give the gateway more heap, or lower `server.body-limit` to what it has room for."));
    }

    private static List<FailureSample> badHttp() {
        return List.of(
                of(
                        new ClientFailure.NotExpressible("tool_choice \"required\"", "Poe's bot protocol"),
                        "The request is translated, because caller and model speak different dialects, and means "
                                + "something"
                                + " that the model's has no words for.",
                        "Leave it out, or ask a model that is reached in the caller's own dialect."),
                of(
                        new ClientFailure.InvalidHttp(400, "it is malformed"),
                        "The bytes are not HTTP as the server accepts it. The status is 400, 414, 426, 431, 501 or "
                                + "505.",
                        "Use an ordinary HTTP client, and `http://` for a port without TLS.",
                        "53",
                        "54",
                        "55",
                        "56",
                        "59"),
                of(
                        new ClientFailure.UnlistedModel(
                                new PoeRefusal.ModelNotFound("gpt4o", List.of("gpt-4o", "gpt-5"))),
                        "`GET /v1/models/{id}` is asked for a model that the list does not have; Poe is not asked.",
                        "Use one of the closest names, or one of `GET /v1/models`."),
                of(
                        new ClientFailure.UnknownUrl(
                                "GET", "GET / lists the paths; the base URL of an OpenAI client ends in /v1."),
                        "There is nothing at this path.",
                        "Set the base URL of your client to end in `/v1`."),
                of(
                        new ClientFailure.UnsupportedEndpoint(
                                "embeddings",
                                "Poe offers none: point this part of your program at a provider that does."),
                        "The path is one that clients know, and that the gateway does not serve.",
                        "The message names what works in its place."),
                of(
                        new ClientFailure.MethodNotAllowed("PUT", List.of("POST")),
                        "The path exists, but not with this method.",
                        "Use a method of the `Allow` header."),
                of(
                        new ClientFailure.UpgradeRefused(),
                        "A WebSocket was asked for.",
                        "Nothing, if your client falls back to HTTP by itself; else turn its WebSocket off."));
    }

    private static List<FailureSample> slowCallers() {
        return List.of(
                of(
                        new ClientFailure.BodyTooSlow(30),
                        "The body did not arrive within `server.body-timeout`.",
                        "Check the network between client and gateway, or raise the limit.",
                        "58"),
                of(
                        new ClientFailure.ReadTooSlow("upstream.unread-bytes"),
                        "The caller left more unread than `upstream.unread-bytes` allows, or one write stalled.",
                        "Read the stream while it comes; do slow work elsewhere.",
                        "44"),
                of(
                        new ClientFailure.CallerGone(),
                        "The caller hung up; the call to Poe was cancelled. Seen only in logs.",
                        "Nothing, if it was meant; else raise the time limit of the client.",
                        "41",
                        "42",
                        "43"));
    }

    private static List<FailureSample> access() {
        return List.of(
                of(
                        new AccessFailure.KeyRefused(AccessFailure.KeyRefused.Reason.MISSING),
                        "No key came, or one that is damaged, unknown, expired or revoked, or two that differ: the "
                                + "message"
                                + " says which.",
                        "Send a key of the gateway; docs/security.md tells how to make one."),
                of(
                        new AccessFailure.OwnKeyRefused(),
                        "Callers pay with their own key of Poe, and Poe does not accept this one.",
                        "Take a valid key from poe.com/api/keys.",
                        "26"),
                of(
                        new AccessFailure.KeyInUrl("api_key"),
                        "There is a key in the query string.",
                        "Send it as a header; replace it, since logs may have kept it."),
                of(
                        new AccessFailure.MissingScope(Scope.METRICS.word()),
                        "The key is good, but not for this path.",
                        "Use a key with the scope that the message names."),
                of(
                        new AccessFailure.ModelNotAllowed("o3", List.of("claude-*", "GPT-5")),
                        "The key is good, but not for this model.",
                        "Use a model that the message names, or a key that may use this one."),
                of(
                        new AccessFailure.ForbiddenHost("gateway.example"),
                        "The `Host` header names another machine, and no key protects the gateway.",
                        "Call it as localhost, set `server.public-url`, or make a key."),
                of(
                        new AccessFailure.ForbiddenOrigin("https://page.example"),
                        "A web page in a browser sent the request, and no key protects the gateway.",
                        "Add the page's origin to `cors.origins` if you trust it."));
    }

    private static List<FailureSample> connections() {
        return List.of(
                of(
                        new ConnectFailure.Unreachable("api.poe.com:443", "connection refused"),
                        "No connection to Poe could be made.",
                        "Check network, proxy and `poe.base-url`.",
                        "1",
                        "2",
                        "5"),
                of(
                        new ConnectFailure.ConnectTimeout("api.poe.com:443", Duration.ofSeconds(5)),
                        "Nothing answered the connection attempts.",
                        "Check the firewall and the proxy, or raise `upstream.connect-timeout`.",
                        "3"),
                of(
                        new ConnectFailure.TlsRefused("api.poe.com:443", "its certificate has expired"),
                        "TLS could not be agreed on, or the certificate is not to be trusted.",
                        "Check the clock; behind a proxy that intercepts TLS, set `poe.ca-file`.",
                        "4"),
                of(
                        new ReplyFailure.Closed(false),
                        "The connection broke after the request was sent.",
                        MAYBE_BILLED,
                        "6",
                        "7",
                        "9"),
                of(
                        new ReplyFailure.ListCut(),
                        "The connection broke while Poe's list of models was read, as often as it was asked for.",
                        "Send it again."),
                of(new ReplyFailure.Closed(true), "The connection broke in mid-stream.", MAYBE_BILLED, "10"),
                of(
                        new ConnectFailure.NotProcessed(),
                        "Poe closed the connection or refused the request, unread.",
                        "Send it again.",
                        "h2.1",
                        "h2.2"));
    }

    private static List<FailureSample> replies() {
        return List.of(
                of(
                        new ReplyFailure.Timeout("upstream.first-event-timeout, 180 s"),
                        "Poe sent no answer in time.",
                        MAYBE_BILLED,
                        "8"),
                of(
                        new PoeRefusal.ModelTimeout(Optional.empty()),
                        "Poe itself gave up waiting for the model.",
                        "Send again, or choose another model.",
                        "30"),
                of(
                        new ReplyFailure.IdleTimeout(Duration.ofSeconds(90)),
                        "The answer fell silent for `upstream.idle-timeout`.",
                        MAYBE_BILLED,
                        "11"),
                of(
                        new ReplyFailure.Truncated(),
                        "The stream ended without a finish.",
                        "Treat what came as incomplete. " + MAYBE_BILLED,
                        "13"),
                of(
                        new ReplyFailure.BadResponse("broken JSON at line 1, column 185 (byte 184)"),
                        "The reply is not what the interface promises.",
                        "Check `poe.base-url`, and whether a proxy stands between.",
                        "15",
                        "16",
                        "37",
                        "38",
                        "39"),
                of(
                        new ReplyFailure.WrongType("text/html"),
                        "The reply is of a type that the interface does not know.",
                        "Check `poe.base-url`, and whether a sign-in page stands between.",
                        "19"),
                of(
                        new ReplyFailure.TooLarge(16_777_216),
                        "One event or one whole reply is over its limit.",
                        "Ask for less, or raise `upstream.event-limit` or `upstream.reply-limit`.",
                        "18"));
    }
}
