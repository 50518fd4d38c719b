package poegateway.dialect.bot.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.Retry;
import poegateway.dialect.ReplyContext;
import poegateway.wire.json.JsonSlice;

/**
 * Reads Poe's error events: by {@code error_type}, then by the words. Whether the same request may be sent again is what Poe says
 * in {@code allow_retry}; the reader of the stream knows whether anything was shown before.
 */
public final class BotRefusals {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;
    private static final String UNTOLD = "Poe's bot failed and gave no reason.";

    private static final Pattern NO_POINTS =
            words("(?:more|enough|out of|no|insufficient|not enough) (?:\\w+ )?(?:points|credits|funds?|balance)"
                    + "|insufficient_(?:fund|credit|point|quota)");
    private static final Pattern NO_BOT = words(
            "\\bbot (?:\\S+ )?(?:does not exist|doesn't exist|not found)|\\bno such bot|(?:cannot|could not) find (?:the )?bot"
                    + "|model_not_found");
    private static final Pattern KEY_REFUSED =
            words("^\\W*(?:invalid (?:token|api.?key|key)|unauthori[sz]ed|(?:missing|expired) (?:token|api.?key))");
    private static final Pattern NO_ACCESS = words("^\\W*(?:access denied|forbidden|permission denied)");
    private static final Pattern THROTTLED = words("rate.?limit|too many requests");
    private static final Pattern OVERLOADED = words("overloaded|over capacity|temporarily unavailable");
    private static final Pattern TOO_LONG =
            words("prompt is too long|context[ _]length|context window|message (?:is )?too long|maximum context");
    private static final Pattern NO_TOOLS =
            words("\\b(?:tools?|functions?)(?: calling)? (?:is|are) not supported|\\bnot support (?:tool|function)");

    private BotRefusals() {}

    /** What an error event means, before any word of the model. One that cannot be read is still an error. */
    public static PoeRefusal of(BotFrame event, ReplyContext context) {
        try {
            return read(new EventData().members(event), context);
        } catch (FailureException unreadable) {
            return new PoeRefusal.ServerError(UNTOLD, "upstream_error", Retry.NEVER);
        }
    }

    /** What a whole reply means where events were due. */
    public static FailureException notEvents(byte[] body, ReplyContext context) {
        return NamelessErrors.find(body, 0, body.length, context.errors())
                .map(FailureException::new)
                .orElseGet(() -> EventData.bad("it is whole where a stream of events was due"));
    }

    private static PoeRefusal read(Map<String, JsonSlice> error, ReplyContext context) {
        String said = EventData.textOrEmpty(error.get("text")).decoded();
        String words = context.errors().sentence(said);
        String type = EventData.textOrEmpty(error.get("error_type")).decoded();
        String sentence = words.isEmpty() ? UNTOLD : words;
        Retry retry = retry(error.get("allow_retry"));
        return switch (type) {
            case "insufficient_fund" -> new PoeRefusal.OutOfPoints(sentence);
            case "user_message_too_long" -> refused(TOO_LARGE, "context_length_exceeded", sentence);
            case "privacy_authorization_error" -> refused(FORBIDDEN, type, sentence);
            case "user_caused_error" ->
                byWords(words, sentence, retry, context).orElseGet(() -> refused(BAD_REQUEST, type, sentence));
            default ->
                byWords(words, sentence, retry, context)
                        .orElseGet(() -> new PoeRefusal.ServerError(sentence, "upstream_error", retry));
        };
    }

    /** Absent allows it, by the protocol. */
    private static Retry retry(@Nullable JsonSlice allowed) {
        boolean refused = allowed != null && allowed.toString().equals("false");
        return refused ? Retry.NEVER : Retry.after(Optional.empty());
    }

    private static Optional<PoeRefusal> byWords(String words, String sentence, Retry retry, ReplyContext context) {
        if (has(NO_POINTS, words)) {
            return Optional.of(new PoeRefusal.OutOfPoints(sentence));
        }
        if (has(NO_BOT, words)) {
            return Optional.of(new PoeRefusal.ModelNotFound(context.opening().model(), List.of()));
        }
        if (has(KEY_REFUSED, words)) {
            return Optional.of(new PoeRefusal.KeyRefused());
        }
        if (has(NO_ACCESS, words)) {
            String advice = sentence + " Check that the key may use this bot, and that others than its maker may.";
            return Optional.of(refused(FORBIDDEN, "permission_error", advice));
        }
        if (has(THROTTLED, words)) {
            return Optional.of(new PoeRefusal.Throttled(sentence, retry));
        }
        return ofModel(words, sentence, retry);
    }

    private static Optional<PoeRefusal> ofModel(String words, String sentence, Retry retry) {
        if (has(TOO_LONG, words)) {
            return Optional.of(refused(TOO_LARGE, "context_length_exceeded", sentence));
        }
        if (has(NO_TOOLS, words)) {
            return Optional.of(refused(BAD_REQUEST, "unsupported_feature", sentence));
        }
        return has(OVERLOADED, words) && retry instanceof Retry.After
                ? Optional.of(new PoeRefusal.Overloaded(sentence, Optional.empty()))
                : Optional.empty();
    }

    private static PoeRefusal refused(int status, String code, String sentence) {
        return new PoeRefusal.Refused(status, code, sentence, null);
    }

    private static boolean has(Pattern pattern, String words) {
        return pattern.matcher(words).find();
    }

    private static Pattern words(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
