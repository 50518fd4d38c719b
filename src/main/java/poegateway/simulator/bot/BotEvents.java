package poegateway.simulator.bot;

import poegateway.simulator.answer.Turn;
import poegateway.simulator.reply.StreamEvent;

/**
 * The events of the protocol. Their JSON is spelt as Python spells it, as the errors of Poe that were seen are: a space after
 * each colon and comma, and nothing but ASCII.
 */
public final class BotEvents {
    public static final StreamEvent DONE = new StreamEvent("done", "{}");
    static final StreamEvent PING = new StreamEvent("ping", "{}");
    static final StreamEvent META = meta(false);

    private BotEvents() {}

    /** What the answer is, before it begins. */
    static StreamEvent meta(boolean suggestedReplies) {
        return new StreamEvent(
                "meta",
                "{\"content_type\": \"text/markdown\", \"refetch_settings\": false, \"linkify\": true,"
                        + " \"suggested_replies\": " + suggestedReplies + "}");
    }

    /** Text that is appended. */
    public static StreamEvent text(String text) {
        return saying("text", text);
    }

    /** Text that takes the place of all text before. */
    static StreamEvent replacement(String text) {
        return saying("replace_response", text);
    }

    /** What the user might say next. */
    static StreamEvent suggestion(String text) {
        return saying("suggested_reply", text);
    }

    private static StreamEvent saying(String name, String text) {
        return new StreamEvent(name, "{\"text\": " + quote(text) + "}");
    }

    /** A file that stands where the text names it. */
    static StreamEvent file(Turn.MediaFile file, String inlineRef) {
        return fileWith(file, quote(inlineRef));
    }

    /** A file beside the text. */
    static StreamEvent file(Turn.MediaFile file) {
        return fileWith(file, "null");
    }

    private static StreamEvent fileWith(Turn.MediaFile file, String inlineRef) {
        return new StreamEvent(
                "file",
                "{\"url\": " + quote(file.url()) + ", \"content_type\": " + quote(file.contentType()) + ", \"name\": "
                        + quote(file.name()) + ", \"inline_ref\": " + inlineRef + "}");
    }

    /** A text as a JSON string, quotes included. */
    static String quote(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(c -> append(json, (char) c));
        return json.append('"').toString();
    }

    private static void append(StringBuilder json, char c) {
        switch (c) {
            case '"', '\\' -> json.append('\\').append(c);
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> json.append(c < 0x20 || c > 0x7E ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
    }
}
