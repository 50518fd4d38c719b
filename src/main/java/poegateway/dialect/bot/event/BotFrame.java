package poegateway.dialect.bot.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One event of the protocol, as {@link poegateway.wire.SseReader} gives it.
 *
 * @param bytes the array that holds its data from offset {@code from} to before {@code to}
 */
@SuppressWarnings("ArrayRecordComponent") // a view of bytes that are read at once, and never compared
public record BotFrame(Kind kind, byte[] bytes, int from, int to) {
    private static final byte[] NAME_FIELD = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA_FIELD_BYTES = 6;
    private static final int FRAME_END_BYTES = 2;
    private static final Kind[] NAMED =
            Arrays.stream(Kind.values()).filter(kind -> !kind.word.isEmpty()).toArray(Kind[]::new);

    /** What an event is, by its name. */
    public enum Kind {
        /** How the answer is to be shown; counts as the first event only. */
        META("meta"),
        /** Words that are appended. */
        TEXT("text"),
        /** Words in place of all words so far. */
        REPLACE_RESPONSE("replace_response"),
        /** What the user might say next. */
        SUGGESTED_REPLY("suggested_reply"),
        /** A file of the answer. */
        FILE("file"),
        /** A chunk of a chat completion. */
        JSON("json"),
        /** Why there is no answer, or no more of it. */
        ERROR("error"),
        PING("ping"),
        /** The answer is complete. */
        DONE("done"),
        /** An event without a name, which the protocol does not know. */
        NAMELESS(""),
        /** Any other name. */
        UNKNOWN("");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        private boolean is(byte[] bytes, int from, int to) {
            if (to - from != word.length()) {
                return false;
            }
            for (int i = 0; i < word.length(); i++) {
                if (bytes[from + i] != word.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        /** Whether such an event shows that the model has run. */
        public boolean isOfModel() {
            return switch (this) {
                case TEXT, REPLACE_RESPONSE, SUGGESTED_REPLY, FILE, JSON -> true;
                case META, ERROR, PING, DONE, NAMELESS, UNKNOWN -> false;
            };
        }
    }

    /** The event that lies there. */
    public static BotFrame of(byte[] frame, int from, int to) {
        int end = to - FRAME_END_BYTES;
        if (frame[from] != NAME_FIELD[0]) {
            return new BotFrame(Kind.NAMELESS, frame, from + DATA_FIELD_BYTES, end);
        }
        int name = from + NAME_FIELD.length;
        int nameEnd = name;
        while (frame[nameEnd] != '\n') {
            nameEnd++;
        }
        return new BotFrame(kind(frame, name, nameEnd), frame, Math.min(nameEnd + 1 + DATA_FIELD_BYTES, end), end);
    }

    private static Kind kind(byte[] frame, int from, int to) {
        for (Kind kind : NAMED) {
            if (kind.is(frame, from, to)) {
                return kind;
            }
        }
        return Kind.UNKNOWN;
    }
}
