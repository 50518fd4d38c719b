package poegateway.relay.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonFault;
import poegateway.wire.ObjectWalk;

/**
 * What an error body of Poe says, whatever its shape. Poe sends a code as a string, as a number or not at all, wraps
 * the JSON of its providers into the message, and leaves the names of its own library before it. Its
 * {@code error_id} is not read: it is Poe's business.
 *
 * @param message Poe's words, one line, without keys that may have slipped in; empty when it said nothing
 * @param type Poe's type, or empty
 * @param code Poe's code when it is a word, or empty
 * @param status Poe's code when it is the number of a status, or 0
 * @param param the request field that Poe blames, or null
 */
record PoeSaid(
        String message,
        String type,
        String code,
        int status,
        @Nullable String param) {
    private static final PoeSaid NOTHING = new PoeSaid("", "", "", 0, null);
    private static final int MESSAGE_LIMIT_CHARACTERS = 2_000;
    private static final int WORD_LIMIT_CHARACTERS = 64;
    private static final int WRAPPERS_LIMIT = 3;
    private static final Pattern PREFIX = Pattern.compile("^(litellm\\.\\w+: *|\\w+(Exception|Error)( - |: ))+");
    private static final Pattern KEY = Pattern.compile("\\b(sk-|pgw_|p-b|Bearer )[\\w.-]{8,}");
    private static final Pattern STATUS = Pattern.compile("[1-9]\\d\\d");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Never fails: what cannot be read says nothing. */
    static PoeSaid read(byte[] bytes, int from, int to) {
        return read(bytes, from, to, WRAPPERS_LIMIT);
    }

    private static PoeSaid read(byte[] bytes, int from, int to, int wrappersLeft) {
        try (JsonCursor cursor = new JsonCursor(bytes, from, to)) {
            Draft draft = new Draft();
            JsonToken first = cursor.next();
            if (first == JsonToken.START_OBJECT) {
                draft.read(cursor);
            } else if (first == JsonToken.VALUE_STRING) {
                draft.readText("message", cursor.text());
            }
            return draft.said().unwrapped(wrappersLeft);
        } catch (JsonFault fault) {
            return NOTHING;
        }
    }

    /** Replaces a message that holds an error body of its own by what that one says. */
    private PoeSaid unwrapped(int wrappersLeft) {
        int brace = message.indexOf('{');
        if (brace >= 0 && wrappersLeft > 0) {
            byte[] inner = message.substring(brace).getBytes(StandardCharsets.UTF_8);
            PoeSaid wrapped = read(inner, 0, inner.length, wrappersLeft - 1);
            if (!wrapped.message.isEmpty()) {
                return new PoeSaid(
                        wrapped.message,
                        type.isEmpty() ? wrapped.type : type,
                        code.isEmpty() ? wrapped.code : code,
                        status == 0 ? wrapped.status : status,
                        param == null ? wrapped.param : param);
            }
        }
        return new PoeSaid(cleaned(message), type, code, status, param);
    }

    private static String cleaned(String message) {
        String line = BLANKS.matcher(message).replaceAll(" ").strip();
        String words = PREFIX.matcher(line).replaceFirst("");
        String safe = KEY.matcher(words).replaceAll("***");
        return safe.length() > MESSAGE_LIMIT_CHARACTERS ? safe.substring(0, MESSAGE_LIMIT_CHARACTERS) + "…" : safe;
    }

    /** What was read so far. */
    private static final class Draft {
        private String message = "";
        private String type = "";
        private String code = "";
        private int status;
        private @Nullable String param;

        void read(JsonCursor cursor) throws JsonFault {
            ObjectWalk walk = ObjectWalk.of(cursor);
            for (String name = walk.next(); name != null; name = walk.next()) {
                switch (cursor.current()) {
                    case START_OBJECT -> readObject(name, cursor);
                    case VALUE_STRING -> readText(name, cursor.text());
                    case VALUE_NUMBER_INT -> readNumber(name, (int) cursor.number());
                    default -> cursor.skip();
                }
            }
        }

        private void readObject(String name, JsonCursor cursor) throws JsonFault {
            if (name.equals("error") || name.equals("message") || name.equals("detail")) {
                read(cursor);
            } else {
                cursor.skip();
            }
        }

        private void readText(String name, String text) {
            switch (name) {
                case "message", "error", "detail" -> message = text;
                case "type" -> type = word(text);
                case "code" -> readCode(text);
                case "param" -> param = word(text);
                default -> {}
            }
        }

        /** Some providers put the status into quotes. */
        private void readCode(String text) {
            if (STATUS.matcher(text).matches()) {
                status = Integer.parseInt(text);
            } else {
                code = text.length() > WORD_LIMIT_CHARACTERS ? "" : text;
            }
        }

        private void readNumber(String name, int number) {
            if (name.equals("code") || name.equals("status")) {
                status = number;
            }
        }

        private static String word(String text) {
            return text.length() > WORD_LIMIT_CHARACTERS ? text.substring(0, WORD_LIMIT_CHARACTERS) : text;
        }

        PoeSaid said() {
            return new PoeSaid(message, type, code, status, param == null || param.isEmpty() ? null : param);
        }
    }
}
