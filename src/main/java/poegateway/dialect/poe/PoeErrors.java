package poegateway.dialect.poe;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import poegateway.core.failure.Failure;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.core.text.KnownSecrets;

/**
 * Reads Poe's errors in the reply to one request: by status first, then by type and code, then by the words. Whether the
 * key that Poe refused is the gateway's or the caller's own is for the reader to know. Immutable.
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

    /** What is wrong then is how or where the gateway asked, and nothing that its caller could mend. */
    private static final Set<Integer> OF_ANOTHER_SERVER = Set.of(405, 407, 411, 421, 426, 431);

    /** Poe has the same word for failures of its own. */
    private static final String CODE_OF_OUR_BUGS = "internal_error";

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern NO_TOOLS = Pattern.compile(
            "\\b(tools?|functions?)( calling)? (is|are) not supported|\\bnot support (tool|function)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_HERE =
            Pattern.compile("\\bnot support \\w+ (method|endpoint)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOO_LONG =
            Pattern.compile("prompt is too long|context[ _]length|context window", Pattern.CASE_INSENSITIVE);

    private final String model;
    private final RetryAfter asked;
    private final KnownSecrets secrets;

    private PoeErrors(String model, RetryAfter asked, KnownSecrets secrets) {
        this.model = model;
        this.asked = asked;
        this.secrets = secrets;
    }

    /** Errors of a reply of which nothing else is known. */
    public static PoeErrors of(String model) {
        return new PoeErrors(model, RetryAfter.MISSING, KnownSecrets.NONE);
    }

    /**
     * Errors of one reply.
     *
     * @param model name that the caller asked for; empty where no model was asked, so that a 404 is not about one
     * @param retryAfter header {@code Retry-After}, if there was one
     * @param now the present, to understand dates in {@code Retry-After}
     * @param secrets that Poe may repeat, such as the key of the request
     */
    public static PoeErrors of(String model, Optional<String> retryAfter, InstantSource now, KnownSecrets secrets) {
        return new PoeErrors(model, RetryAfter.read(retryAfter, now), secrets);
    }

    /**
     * Reads a reply that is no success.
     *
     * @param status HTTP status of the reply
     * @param body as much of the body as came, of whatever type; may be empty
     */
    public Failure read(int status, byte[] body) {
        if (status < FIRST_REDIRECT) {
            return new ReplyFailure.BadResponse("status " + status + " where " + SUCCESS + " was due");
        }
        if (status >= FIRST_REDIRECT && status < FIRST_CLIENT_ERROR) {
            return new ReplyFailure.BadResponse("status " + status + ", a redirect, which is never followed");
        }
        PoeErrorBody said = PoeErrorBody.read(body, 0, body.length, secrets);
        if (OF_ANOTHER_SERVER.contains(status) || (status == 404 && (model.isEmpty() || said.isOfNoModel()))) {
            return new ReplyFailure.BadResponse(unlikePoe(status, said));
        }
        return unlessPaid(failure(status, said), said);
    }

    /**
     * Reads an error that came as an event of a stream, or as the body of a reply with status 200.
     *
     * @param from offset of the event's data in the array
     * @param to offset after it
     */
    public Failure readEvent(byte[] bytes, int from, int to) {
        PoeErrorBody said = PoeErrorBody.read(bytes, from, to, secrets);
        return unlessPaid(failure(status(said), said), said);
    }

    /** Reads an error that is the {@code error} of a choice; the arguments are those of {@link #readEvent}. */
    public PoeRefusal readPart(byte[] bytes, int from, int to) {
        PoeErrorBody said = PoeErrorBody.read(bytes, from, to, secrets);
        return failure(status(said), said);
    }

    /**
     * Words of an error as one sentence without secrets; where they hold an error body, what that says.
     *
     * @return empty when nothing is said
     */
    public String sentence(String words) {
        String message = PoeErrorBody.saying(words, secrets).message();
        return message.isEmpty() ? "" : ended(message);
    }

    /** A word of Poe's without secrets. */
    public String hidden(String word) {
        return secrets.hiddenIn(word);
    }

    /** Words of the model, or tokens that it counted, are billed, whatever the status says. */
    private static Failure unlessPaid(PoeRefusal refusal, PoeErrorBody said) {
        boolean paid = said.modelHasRun() && refusal.retry() instanceof Retry.After;
        return paid ? new ReplyFailure.Interrupted(refusal) : refusal;
    }

    private static String unlikePoe(int status, PoeErrorBody said) {
        String words = said.message().replaceAll("[.!?]+$", "");
        return "status " + status + (words.isEmpty() ? "" : ", " + words);
    }

    private PoeRefusal failure(int status, PoeErrorBody said) {
        String words = sentence(said.message(), status);
        if (isOutOfPoints(status, said)) {
            return new PoeRefusal.OutOfPoints(words);
        }
        return switch (status) {
            case 401 -> new PoeRefusal.KeyRefused();
            case 404 -> notFound(said, words);
            case 408 -> new PoeRefusal.ModelTimeout(asked.pause());
            case 409 -> serverError(words, said, Retry.NEVER);
            case 425 -> serverError(words, said, pause());
            case 429 -> new PoeRefusal.Throttled(words, asked.retry());
            case 503, 529 -> new PoeRefusal.Overloaded(words, asked.pause());
            case 403, 413, 422 -> refused(status, said, words);
            default -> status < FIRST_SERVER_ERROR ? badRequest(said, words) : serverError(status, said, words);
        };
    }

    private static boolean isOutOfPoints(int status, PoeErrorBody said) {
        return status == 402 || status(said.code()) == 402 || status(said.type()) == 402;
    }

    private Retry pause() {
        return Retry.after(asked.pause());
    }

    private PoeRefusal serverError(int status, PoeErrorBody said, String words) {
        Retry retry = COMPLETE_REFUSALS.contains(status) ? pause() : Retry.NEVER;
        return serverError(words, said, retry);
    }

    private static PoeRefusal serverError(String words, PoeErrorBody said, Retry retry) {
        return new PoeRefusal.ServerError(words, ownCode(said).orElse("upstream_error"), retry);
    }

    private PoeRefusal notFound(PoeErrorBody said, String words) {
        if (NO_TOOLS.matcher(said.message()).find()) {
            return new PoeRefusal.Refused(FIRST_CLIENT_ERROR, "unsupported_feature", words, said.param());
        }
        return new PoeRefusal.ModelNotFound(model, List.of());
    }

    private PoeRefusal badRequest(PoeErrorBody said, String words) {
        if (said.code().equals("model_not_found")) {
            return new PoeRefusal.ModelNotFound(model, List.of());
        }
        return refused(FIRST_CLIENT_ERROR, said, words);
    }

    private static PoeRefusal refused(int status, PoeErrorBody said, String words) {
        return new PoeRefusal.Refused(status, code(status, said), words, said.param());
    }

    /** Poe's own code if it is a word, else one from its words, its type or the status. */
    private static String code(int status, PoeErrorBody said) {
        if (NOT_HERE.matcher(said.message()).find()) {
            return PoeRefusal.Refused.UNSUPPORTED_ENDPOINT;
        }
        return ownCode(said).orElseGet(() -> codeFromWords(status, said));
    }

    private static Optional<String> ownCode(PoeErrorBody said) {
        return Optional.of(said.code()).filter(code -> CODE.matcher(code).matches() && !code.equals(CODE_OF_OUR_BUGS));
    }

    private static String codeFromWords(int status, PoeErrorBody said) {
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
    private static int status(PoeErrorBody said) {
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
        return ended(message);
    }

    private static String ended(String message) {
        char last = message.charAt(message.length() - 1);
        return last == '.' || last == '!' || last == '?' || last == '…' ? message : message + ".";
    }
}
