package poegateway.core.failure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller sent something that cannot be answered. Nothing was sent to Poe, unless a case says otherwise. */
public sealed interface ClientFailure extends Failure {
    @Override
    default Source source() {
        return Source.CLIENT;
    }

    /**
     * The body, a header or a parameter is not what the interface asks for.
     *
     * @param code invalid_json, json_too_deep, invalid_utf8, duplicate_key, invalid_number, too_many_keys,
     *     invalid_multipart, missing_required_parameter, invalid_value, unsupported_parameter, previous_response_not_found or invalid_header
     */
    record InvalidRequest(
            String code, String message, @Nullable String param) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, code, Retry.NEVER, "client_bad");
        }
    }

    /**
     * The request means something that the way to the model has no words for. It would have to be left out, and the answer would
     * be one to another question.
     *
     * @param what such as {@code tool_choice "required"}
     * @param target such as {@code Poe's bot protocol}
     */
    record NotExpressible(String what, String target) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UNSUPPORTED, 400, "unsupported_parameter", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return what + " cannot be expressed in " + target + ". Leave it out, ask another model, or send the "
                    + "request over"
                    + " another of Poe's interfaces (x-poe-gateway-upstream). Nothing was sent to Poe.";
        }
    }

    /**
     * Poe's list says that the model does not take this value.
     *
     * @param param member of the request
     * @param allowed what it may be, such as {@code one of low, high}
     */
    record ValueNotOfModel(String model, String param, String allowed) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, "unsupported_value", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "'" + param + "' must be " + allowed + " for the model " + model
                    + ", according to Poe's list of models. Nothing was sent to Poe.";
        }
    }

    /**
     * Poe's list says that the model cannot do this.
     *
     * @param feature what the request holds, such as {@code pictures}
     * @param param member of the request
     * @param fix a sentence
     */
    record FeatureNotOfModel(String model, String feature, String param, String fix) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, "unsupported_feature", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "The model " + model + " takes no " + feature + ", according to Poe's list of models. " + fix
                    + " Nothing was sent to Poe.";
        }
    }

    /**
     * Poe's list says that the model does not answer in this form.
     *
     * @param form what was asked for, such as {@code pictures}
     */
    record MediaNotOfModel(String model, String form) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, "unsupported_feature", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "The model " + model + " makes no " + form + ", according to Poe's list of models. Choose one "
                    + "that does: see 'architecture.output_modalities' in GET /v1/models. Nothing was sent to Poe.";
        }

        @Override
        public String param() {
            return "model";
        }
    }

    /** The same Idempotency-Key came with another request before. */
    record IdempotencyKeyReused() implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, "idempotency_key_reused", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "This Idempotency-Key was used before for a different request. Give each request its own key, and "
                    + "keep that key when you send it again. Nothing was sent to Poe.";
        }
    }

    /** The request with the same Idempotency-Key is still under way. */
    record IdempotentUnderWay() implements ClientFailure {
        private static final Duration WAIT = Duration.ofSeconds(5);

        @Override
        public Facts facts() {
            return new Facts(
                    Kind.INVALID, 409, "idempotency_in_progress", Retry.after(Optional.of(WAIT)), "client_bad");
        }

        @Override
        public String message() {
            return "The request with this Idempotency-Key is still in progress. Send it again in " + WAIT.toSeconds()
                    + " s to get its answer. Nothing more was sent to Poe.";
        }
    }

    /**
     * The request with the same Idempotency-Key ended without an answer after Poe was asked.
     *
     * @param failedAs the code of its failure
     */
    record IdempotentLost(String failedAs) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 409, "idempotency_lost", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "The request with this Idempotency-Key ended without an answer (" + failedAs
                    + ") after Poe was asked. It may have been billed, so it is not sent again. To run it, and "
                    + "perhaps pay for it, once more, send it with another key.";
        }
    }

    /** The bytes are not HTTP as the server accepts it: status 400, 414, 426, 431, 501 or 505. */
    record InvalidHttp(int status, String reason) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, status, "invalid_http", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "This HTTP request could not be read: " + reason + ". Check the client or the proxy in front of it.";
        }
    }

    /** A name that the list of models does not hold; Poe was not asked. */
    record UnlistedModel(PoeRefusal.ModelNotFound unknown) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.NOT_FOUND, 404, unknown.code(), Retry.NEVER, "client_bad");
        }

        @Override
        public @Nullable String param() {
            return unknown.param();
        }

        @Override
        public String message() {
            return unknown.message();
        }
    }

    /** No such path. */
    record UnknownUrl(String method, String hint) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.NOT_FOUND, 404, "unknown_url", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "No such URL for " + method + ". " + hint;
        }
    }

    /**
     * A path that clients know and that is not served.
     *
     * @param surface what it is, in a few words
     * @param instead a sentence about what works in its place
     */
    record UnsupportedEndpoint(String surface, String instead) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UNSUPPORTED, 404, "unsupported_endpoint", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "This gateway does not serve " + surface + ". " + instead;
        }
    }

    /**
     * A response is asked for that is not kept, or not for this caller.
     *
     * @param id as it was asked for; safe to print
     */
    record ResponseNotFound(String id) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.NOT_FOUND, 404, "response_not_found", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "Response with id '" + id
                    + "' not found. The gateway keeps responses for a while (responses.keep-for), for"
                    + " the key that made them.";
        }
    }

    record MethodNotAllowed(String method, List<String> allowed) implements ClientFailure {
        public MethodNotAllowed {
            allowed = List.copyOf(allowed);
        }

        @Override
        public Facts facts() {
            return new Facts(Kind.METHOD_NOT_ALLOWED, 405, "method_not_allowed", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return method + " is not allowed here. Use " + String.join(" or ", allowed) + ".";
        }
    }

    /** A WebSocket was asked for: 426 makes Codex fall back to plain HTTP at once, where 404 costs it seven tries. */
    record UpgradeRefused() implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UNSUPPORTED, 426, "websocket_unsupported", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "This gateway does not speak WebSocket. Send the same request as an HTTP POST with \"stream\": "
                    + "true.";
        }
    }

    record BodyTooLarge(long limitBytes, String setting) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.TOO_LARGE, 413, "request_too_large", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "The request body is over the limit of " + limitBytes + " bytes. Send less, or raise " + setting
                    + ".";
        }
    }

    /** It would not fit if it were the only one. */
    record BodyOverMemory(long limitBytes) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.TOO_LARGE, 413, "request_over_memory", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "The request body needs more than " + limitBytes + " bytes of memory, the most that one body may "
                    + "take. While it arrives it needs one and a half times its size, and twice its size without a "
                    + "Content-Length. Send less, or raise server.body-bytes-in-flight, and the heap (-Xmx) with it.";
        }
    }

    record UnsupportedMediaType(String contentType) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UNSUPPORTED, 415, "unsupported_media_type", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "Content-Type is '" + contentType + "'. Send application/json.";
        }
    }

    /** The body is encoded in a way that the server does not unpack. */
    record UnsupportedContentEncoding(String encoding) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UNSUPPORTED, 415, "unsupported_content_encoding", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "Content-Encoding is '" + encoding + "'. Send the body as it is, or with gzip or deflate.";
        }
    }

    record BodyTooSlow(long limitSeconds) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.CALLER_SLOW, 408, "request_timeout", Retry.NEVER, "client_slow");
        }

        @Override
        public String message() {
            return "The request body (of a form, one MiB of it) did not arrive within " + limitSeconds
                    + " s. Send it faster, or raise server.body-timeout.";
        }
    }

    /**
     * The caller reads its answer too slowly; it was cut so that memory stays bounded. Poe was asked.
     *
     * @param limit the setting that was reached
     */
    record ReadTooSlow(String limit) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.CALLER_SLOW, 408, "response_read_too_slow", Retry.NEVER, "client_slow");
        }

        @Override
        public String message() {
            return "The answer was read too slowly and had to be cut. Read faster, or raise " + limit + ".";
        }
    }

    /**
     * Requests come faster than a limit of this gateway allows.
     *
     * @param limit the limit in words, and where it is set
     * @param untilRoom until there is room again, as things stand
     */
    record Throttled(String limit, Duration untilRoom) implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(
                    Kind.RATE_LIMITED,
                    429,
                    "rate_limit_exceeded",
                    Retry.after(Optional.of(untilRoom)),
                    "client_throttled");
        }

        @Override
        public String message() {
            long millis = untilRoom.plusNanos(999_999).toMillis();
            return "Too many requests: the limit is " + limit + ". Try again in " + millis / 1000 + "."
                    + String.format("%03d", millis % 1000) + " s. Nothing was sent to Poe.";
        }
    }

    /** The caller hung up. Nobody is left to read this; it is for logs and metrics. */
    record CallerGone() implements ClientFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.CALLER_GONE, 499, "client_cancelled", Retry.NEVER, "client_cancelled");
        }

        @Override
        public String message() {
            return "The caller closed the connection.";
        }
    }
}
