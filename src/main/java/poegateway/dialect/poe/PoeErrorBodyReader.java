package poegateway.dialect.poe;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import poegateway.core.text.KnownSecrets;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** What was read of an error body so far. A body that is cut or broken has said what stands before that. */
final class PoeErrorBodyReader {
    private static final int WORD_LIMIT_CHARACTERS = 64;
    private static final int TEXT_LIMIT_CHARACTERS = 8 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final Pattern STATUS = Pattern.compile("[1-9]\\d\\d");
    private static final Pattern EVENT_LINE = Pattern.compile("(?:data|event|id|retry|):.*", Pattern.DOTALL);

    /** Words that a person could read: no markup, no bytes. */
    private static final Pattern PLAIN = Pattern.compile("[^<\\p{Cntrl}\uFFFD]+");

    private final KnownSecrets secrets;
    private String message = "";
    private String type = "";
    private String code = "";
    private int status;
    private @Nullable String param;
    private boolean modelHasRun;

    PoeErrorBodyReader(KnownSecrets secrets) {
        this.secrets = secrets;
    }

    PoeErrorBody said() {
        return new PoeErrorBody(
                message, type, code, status, param == null || param.isEmpty() ? null : param, modelHasRun);
    }

    /** Reads a body of any form: JSON, events, or plain text. */
    void readBody(byte[] bytes, int from, int to) {
        int begin = startsWithMark(bytes, from, to) ? from + BYTE_ORDER_MARK.length : from;
        while (begin < to && bytes[begin] <= ' ' && bytes[begin] > 0) {
            begin++;
        }
        if (begin >= to) {
            return;
        }
        if (isJson(bytes[begin])) {
            readJson(bytes, begin, to);
            return;
        }
        String text = new String(bytes, begin, to - begin, StandardCharsets.UTF_8).strip();
        if (EVENT_LINE.matcher(text).matches()) {
            readEvents(text);
        } else {
            readPlain(text);
        }
    }

    private static boolean startsWithMark(byte[] bytes, int from, int to) {
        int end = Math.max(from, Math.min(to, from + BYTE_ORDER_MARK.length));
        return Arrays.equals(bytes, from, end, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    void readJson(byte[] bytes, int from, int to) {
        try {
            JsonCursor cursor = new JsonCursor(bytes, from, to);
            JsonToken first = cursor.next();
            if (first != null) {
                readValue("message", cursor);
            }
        } catch (JsonFault fault) {
            // what it said until then is kept
        }
    }

    private static boolean isJson(byte first) {
        return first == '{' || first == '[' || first == '"';
    }

    private void readEvents(String text) {
        for (String line : text.split("\\R")) {
            if (line.startsWith("data:")) {
                byte[] data = line.substring("data:".length()).strip().getBytes(StandardCharsets.UTF_8);
                readJson(data, 0, data.length);
            }
        }
    }

    private void readPlain(String text) {
        if (text.length() > TEXT_LIMIT_CHARACTERS) {
            return;
        }
        String line = text.replaceAll("\\s+", " ");
        boolean literal = line.equals("null") || line.equals("true") || line.equals("false");
        if (!literal && PLAIN.matcher(line).matches()) {
            message = secrets.hiddenIn(line);
        }
    }

    private void readObject(JsonCursor cursor) throws JsonFault {
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            readValue(name, cursor);
        }
    }

    private void readValue(String name, JsonCursor cursor) throws JsonFault {
        switch (cursor.current()) {
            case START_OBJECT -> readMember(name, cursor);
            case START_ARRAY -> readArray(name, cursor);
            case VALUE_STRING -> readText(name, secrets.hiddenIn(cursor.text()));
            case VALUE_NUMBER_INT -> readNumber(name, cursor.number());
            default -> {}
        }
    }

    private void readMember(String name, JsonCursor cursor) throws JsonFault {
        switch (name) {
            case "error", "message", "detail", "errors" -> readObject(cursor);
            case "usage" -> readUsage(cursor);
            default -> cursor.skip();
        }
    }

    /** Of a list of errors, the last speaks for all. */
    private void readArray(String name, JsonCursor cursor) throws JsonFault {
        boolean errors =
                name.equals("errors") || name.equals("error") || name.equals("detail") || name.equals("message");
        while (cursor.need() != JsonToken.END_ARRAY) {
            modelHasRun |= name.equals("choices");
            if (errors) {
                readValue(name, cursor);
            } else {
                cursor.skip();
            }
        }
    }

    private void readUsage(JsonCursor cursor) throws JsonFault {
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            boolean written = name.equals("completion_tokens") || name.equals("output_tokens");
            if (written && cursor.current().isNumeric()) {
                modelHasRun |= cursor.number() > 0;
            } else {
                cursor.skip();
            }
        }
    }

    private void readText(String name, String text) {
        switch (name) {
            case "message", "error", "detail", "errors", "msg" -> message = text;
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

    private void readNumber(String name, double number) {
        if (name.equals("code") || name.equals("status")) {
            status = (int) number; // what is too large stays too large
        }
    }

    private static String word(String text) {
        return text.length() > WORD_LIMIT_CHARACTERS ? text.substring(0, WORD_LIMIT_CHARACTERS) : text;
    }
}
