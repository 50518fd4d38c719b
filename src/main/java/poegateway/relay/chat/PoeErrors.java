package poegateway.relay.chat;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import poegateway.core.Failure;
import poegateway.core.PoeRefusal;
import poegateway.core.ReplyFailure;
import poegateway.core.Retry;

/**
 * Reads Poe's errors: by status first, then by type and code, then by the words. Whether the key that Poe refused is
 * the gateway's or the caller's own is for the reader to know.
 */
public final class PoeErrors {
    private static final int UNKNOWN = 0;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_CLIENT_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int AFTER_LAST_STATUS = 600;
    private static final int SUCCESS = 200;

    /** Statuses that Poe documents or was seen to send when it did no work; others may come after the model has run. */
    private static final Set<Integer> COMPLETE_REFUSALS = Set.of(FIRST_SERVER_ERROR, 502, 503, 529);

    /** Poe has the same word for failures of its own. */
    private static final String CODE_OF_OUR_BUGS = "internal_error";

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern NO_TOOLS = Pattern.compile(
            "\\b(tools?|functions?)( calling)? (is|are) not supported|\\bnot support (tool|function)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TOO_LONG =
            Pattern.compile("prompt is too long|context[ _]length|context window", Pattern.CASE_INSENSITIVE);

    private PoeErrors() {}

    /**
     * Reads a complete reply that is no success.
     *
     * @param status HTTP status of the reply
     * @param retryAfter header {@code Retry-After}, if there was one
     * @param body the body, of whatever type; may be empty
     * @param model name that the caller asked for
     * @param now the present, to understand dates in {@code Retry-After}
     */
    public static Failure read(int status, Optional<String> retryAfter, byte[] body, String model, InstantSource now) {
        if (status < FIRST_REDIRECT) {
            return new ReplyFailure.BadResponse("status " + status + " where " + SUCCESS + " was due");
        }
        if (status >= FIRST_REDIRECT && status < FIRST_CLIENT_ERROR) {
            return new ReplyFailure.BadResponse("status " + status + ", a redirect, which is never followed");
        }
        PoeSaid said = PoeSaid.read(body, 0, body.length);
        return failure(status, said, RetryAfter.read(retryAfter, now), model);
    }

    /** Reads an error that stands in the body of a reply with status 200. */
    static PoeRefusal readBody(byte[] body, String model) {
        return readEvent(body, 0, body.length, model);
    }

    /**
     * Reads an error that came as an event of a stream, or as the {@code error} of a choice.
     *
     * @param from offset of the event's data, or of the value, in the array
     * @param to offset after it
     * @param model name that the caller asked for, or empty
     */
    static PoeRefusal readEvent(byte[] bytes, int from, int to, String model) {
        PoeSaid said = PoeSaid.read(bytes, from, to);
        return failure(status(said), said, RetryAfter.MISSING, model);
    }

    private static PoeRefusal failure(int status, PoeSaid said, RetryAfter asked, String model) {
        String words = sentence(said.message(), status);
        if (isOutOfPoints(status, said)) {
            return new PoeRefusal.OutOfPoints(words);
        }
        return switch (status) {
            case 401 -> new PoeRefusal.KeyRefused();
            case 404 -> notFound(said, words, model);
            case 408 -> new PoeRefusal.ModelTimeout();
            case 429 -> new PoeRefusal.Throttled(words, asked.retry());
            case 503, 529 -> new PoeRefusal.Overloaded(words, asked.pause());
            case 403, 413, 422 -> refused(status, said, words);
            default -> status < FIRST_SERVER_ERROR ? badRequest(said, words, model) : serverError(status, said, words);
        };
    }

    private static boolean isOutOfPoints(int status, PoeSaid said) {
        return status == 402 || status(said.code()) == 402 || status(said.type()) == 402;
    }

    private static PoeRefusal serverError(int status, PoeSaid said, String words) {
        Retry retry = COMPLETE_REFUSALS.contains(status) ? Retry.after(Optional.empty()) : Retry.NEVER;
        return new PoeRefusal.ServerError(words, ownCode(said).orElse("upstream_error"), retry);
    }

    private static PoeRefusal notFound(PoeSaid said, String words, String model) {
        if (NO_TOOLS.matcher(said.message()).find()) {
            return new PoeRefusal.Refused(FIRST_CLIENT_ERROR, "unsupported_feature", words, said.param());
        }
        return new PoeRefusal.ModelNotFound(model, List.of());
    }

    private static PoeRefusal badRequest(PoeSaid said, String words, String model) {
        if (said.code().equals("model_not_found")) {
            return new PoeRefusal.ModelNotFound(model, List.of());
        }
        return refused(FIRST_CLIENT_ERROR, said, words);
    }

    private static PoeRefusal refused(int status, PoeSaid said, String words) {
        return new PoeRefusal.Refused(status, code(status, said), words, said.param());
    }

    /** Poe's own code if it is a word, else one from its words, its type or the status. */
    private static String code(int status, PoeSaid said) {
        return ownCode(said).orElseGet(() -> codeFromWords(status, said));
    }

    private static Optional<String> ownCode(PoeSaid said) {
        return Optional.of(said.code()).filter(code -> CODE.matcher(code).matches() && !code.equals(CODE_OF_OUR_BUGS));
    }

    private static String codeFromWords(int status, PoeSaid said) {
        if (NO_TOOLS.matcher(said.message()).find()) {
            return "unsupported_feature";
        }
        if (TOO_LONG.matcher(said.message()).find()) {
            return "context_length_exceeded";
        }
        return switch (status) {
            case 403 -> CODE.matcher(said.type()).matches() ? said.type() : "permission_error";
            case 413 -> "request_too_large";
            default -> said.message().startsWith("Unsupported parameter") ? "unsupported_parameter" : "invalid_value";
        };
    }

    /** The status that an error without one stands for: by its number, its type, its code. */
    private static int status(PoeSaid said) {
        if (said.status() >= FIRST_CLIENT_ERROR && said.status() < AFTER_LAST_STATUS) {
            return said.status();
        }
        int byCode = status(said.code());
        int meant = byCode == UNKNOWN ? status(said.type()) : byCode;
        return meant == UNKNOWN ? FIRST_SERVER_ERROR : meant;
    }

    private static int status(String word) {
        return switch (word) {
            case "invalid_api_key", "authentication_error" -> 401;
            case "insufficient_quota", "insufficient_credits", "insufficient_points" -> 402;
            case "moderation_error", "permission_error" -> 403;
            case "model_not_found", "not_found_error" -> 404;
            case "timeout_error" -> 408;
            case "request_too_large" -> 413;
            case "rate_limit_error", "rate_limit_exceeded" -> 429;
            case "overloaded_error", "overloaded" -> 529;
            case "invalid_request_error" -> FIRST_CLIENT_ERROR;
            case "upstream_error" -> 502;
            case "provider_error", "api_error", "server_error", "internal_error" -> FIRST_SERVER_ERROR;
            default -> UNKNOWN;
        };
    }

    private static String sentence(String message, int status) {
        if (message.isEmpty()) {
            return "Poe answered with status " + status + " and gave no reason.";
        }
        char last = message.charAt(message.length() - 1);
        return last == '.' || last == '!' || last == '?' || last == '…' ? message : message + ".";
    }
}
