package poegateway.dialect.bot.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import poegateway.core.failure.Failure;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.FailureHeaders;
import poegateway.wire.json.JsonWriter;

/**
 * Failures in the words of the bot protocol: an event {@code error}, then {@code done}. As an answer of its own it has the status
 * of the failure, which Poe's own library does not look at, and events as its body, which it does read. A request may be sent again
 * ({@code allow_retry}) only where the failure says so and nothing of the answer was shown. Beside the members of the protocol
 * stands {@code code}, the word of the failure that programs can match.
 */
public final class BotErrors implements ErrorForm {
    private static final int MESSAGE_CHARS_MAX = 4_000;
    private static final String PRIVACY = "privacy_authorization_error";

    @Override
    public Rendered answer(Failure failure) {
        Map<String, String> headers = new LinkedHashMap<>(FailureHeaders.of(failure));
        headers.put("content-type", "text/event-stream");
        return new Rendered(failure.status(), headers, events(failure, !(failure.retry() instanceof Retry.Never)));
    }

    @Override
    public byte[] event(Failure failure) {
        return events(failure, false);
    }

    private static byte[] events(Failure failure, boolean allowRetry) {
        JsonWriter json = new JsonWriter();
        json.raw(BotFrames.before("error")).beginObject();
        json.name("allow_retry").value(allowRetry);
        json.name("text").value(cut(failure.message()));
        errorType(failure).ifPresent(type -> json.name("error_type").word(type));
        json.name("code").value(failure.code());
        json.endObject().raw(BotFrames.after()).raw(BotFrames.done());
        return json.written().toByteArray();
    }

    /** A message may quote what the caller or Poe sent, of any size. */
    private static String cut(String message) {
        return message.length() > MESSAGE_CHARS_MAX ? message.substring(0, MESSAGE_CHARS_MAX) + "…" : message;
    }

    private static Optional<String> errorType(Failure failure) {
        if (saysPrivacy(failure)) {
            return Optional.of(PRIVACY);
        }
        return switch (failure.kind()) {
            case TOO_LARGE -> Optional.of("user_message_too_long");
            case OUT_OF_POINTS -> Optional.of("insufficient_fund");
            case INVALID, UNSUPPORTED -> Optional.of("user_caused_error");
            case UNAUTHENTICATED,
                    FORBIDDEN,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    RATE_LIMITED,
                    CALLER_SLOW,
                    CALLER_GONE,
                    TIMEOUT,
                    OVERLOADED,
                    UPSTREAM,
                    BUG -> Optional.empty();
        };
    }

    private static boolean saysPrivacy(Failure failure) {
        Failure said = failure instanceof ReplyFailure.Interrupted interrupted ? interrupted.refusal() : failure;
        return said instanceof PoeRefusal.Refused refused && refused.code().equals(PRIVACY);
    }
}
