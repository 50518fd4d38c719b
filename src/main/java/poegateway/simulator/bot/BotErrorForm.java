package poegateway.simulator.bot;

import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.reply.StreamEvent;

/**
 * Writes errors as events. "Access denied", "Internal server error" with its id and the words about points and missing bots
 * were seen, the first two with {@code allow_retry} true; whether the others may be retried, and which of them have an
 * {@code error_type}, is inferred from what the protocol says of these.
 */
final class BotErrorForm {
    private BotErrorForm() {}

    static StreamEvent event(ReplyError error) {
        return switch (error.status()) {
            case 401 -> retriable("Access denied");
            case 402 -> refusal("You do not have enough points to message this bot.", "insufficient_fund");
            case 404 ->
                error.type().equals("not_found_error")
                        ? event(false, "\"Bot does not exist\"", "")
                        : refusal(error.message(), "user_caused_error");
            case 413 -> refusal(error.message(), "user_message_too_long");
            case 400, 403, 422 -> refusal(error.message(), "user_caused_error");
            case 500 -> retriable("Internal server error" + id(error));
            default -> retriable(error.message());
        };
    }

    private static String id(ReplyError error) {
        return error.detail() instanceof ReplyError.Detail.ErrorId kept ? " (error_id: " + kept.id() + ")" : "";
    }

    /** An error after which the same request may succeed. */
    static StreamEvent retriable(String text) {
        return event(true, BotEvents.quote(text), "");
    }

    /** An error that stays, of one of the protocol's types. */
    static StreamEvent refusal(String text, String type) {
        return event(false, BotEvents.quote(text), ", \"error_type\": " + BotEvents.quote(type));
    }

    private static StreamEvent event(boolean allowRetry, String text, String more) {
        return new StreamEvent("error", "{\"allow_retry\": " + allowRetry + ", \"text\": " + text + more + "}");
    }
}
