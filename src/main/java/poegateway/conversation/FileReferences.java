package poegateway.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Where a request of one dialect names files by ids that they got before, and what stands there once they are put in. */
public final class FileReferences {
    /** Edit: a file that was named by its id put in. */
    public static final String INLINED = "file-inlined";

    private static final byte[] MARK = "\"file_id\"".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTE_VALUES = 256;
    private static final byte[] STEPS = steps();
    private static final JsonText DATA = JsonText.of("data:");
    private static final JsonText BASE64 = JsonText.of(";base64,");

    private final String list;
    private final Form form;

    /**
     * @param list name of the list that holds messages, each with a list of parts as its content
     * @param form of a part
     */
    public FileReferences(String list, Form form) {
        this.list = list;
        this.form = form;
    }

    /** How a part has a file. */
    public interface Form {
        /** The id by which a part names its file; null where it names none. */
        @Nullable
        JsonText id(Map<String, JsonSlice> part);

        /** Writes the members of the part with the file itself. */
        void write(Map<String, JsonSlice> part, FileBytes file, JsonWriter json);
    }

    /**
     * A file.
     *
     * @param mediaType such as {@code image/png}
     * @param bytes all of it
     */
    @SuppressWarnings("ArrayRecordComponent") // it is handed on once, and never compared
    public record FileBytes(String name, String mediaType, byte[] bytes) {
        /** Whether it is a picture. */
        public boolean isPicture() {
            return mediaType.startsWith("image/");
        }

        /** Its bytes in base64. */
        public JsonText base64() {
            byte[] encoded = Base64.getEncoder().encode(bytes);
            return new JsonText(encoded, 0, encoded.length);
        }

        /** An address that holds it. */
        public List<JsonText> dataUrl() {
            return List.of(DATA, JsonText.of(mediaType), BASE64, base64());
        }
    }

    /** Finds files by their ids. */
    @FunctionalInterface
    public interface Source {
        /**
         * The file.
         *
         * @param place in the request where it is named
         * @throws poegateway.core.failure.FailureException when there is none
         */
        FileBytes find(String id, String place);
    }

    /** Whether a text may name a file: for most this is all that is looked at. */
    public static boolean mayBeIn(byte[] body) {
        int last = MARK.length - 1;
        for (int at = last; at < body.length; at += STEPS[body[at] & 0xff]) {
            if (body[at] == '"' && endsAt(body, at)) {
                return true;
            }
        }
        return false;
    }

    /** How far it is from each byte, where it is the last one of a window, to the next window that may be the mark. */
    private static byte[] steps() {
        byte[] steps = new byte[BYTE_VALUES];
        Arrays.fill(steps, (byte) MARK.length);
        for (int at = 0; at < MARK.length - 1; at++) {
            steps[MARK[at]] = (byte) (MARK.length - 1 - at);
        }
        return steps;
    }

    private static boolean endsAt(byte[] body, int at) {
        for (int before = 0; before < MARK.length; before++) {
            if (body[at - before] != MARK[MARK.length - 1 - before]) {
                return false;
            }
        }
        return true;
    }

    /** The edits that put the files in; none where the body is no JSON, of which others tell. */
    public JsonEdits inlined(byte[] body, Source files) {
        JsonEdits.Builder edits = JsonEdits.builder();
        whole(body)
                .map(members -> members.get(list))
                .ifPresent(messages -> each(messages, list, (message, at) -> {
                    for (String holder : List.of("content", "output")) {
                        parts(message.get(holder), at + "." + holder, files, edits);
                    }
                }));
        return edits.build();
    }

    private static Optional<Map<String, JsonSlice>> whole(byte[] body) {
        try {
            JsonCursor cursor = new JsonCursor(body);
            cursor.need();
            JsonSlice whole = cursor.slice();
            cursor.finish();
            return whole.isObject() ? Optional.of(JsonMembers.of(whole)) : Optional.empty();
        } catch (JsonFault | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private void parts(@Nullable JsonSlice parts, String place, Source files, JsonEdits.Builder edits) {
        if (parts == null) {
            return;
        }
        each(parts, place, (part, at) -> {
            JsonText id = form.id(part.members);
            if (id == null) {
                parts(part.get("content"), at + ".content", files, edits); // the result of a tool
                return;
            }
            JsonWriter json = new JsonWriter().beginObject();
            form.write(part.members, files.find(id.decoded(), at), json);
            byte[] written = json.endObject().written().toByteArray();
            edits.replace(part.whole.from(), part.whole.to(), written, INLINED);
        });
    }

    private record Item(JsonSlice whole, Map<String, JsonSlice> members) {
        @Nullable
        JsonSlice get(String name) {
            return members.get(name);
        }
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(Item item, String place);
    }

    private static void each(JsonSlice array, String place, Visitor visitor) {
        if (!array.isArray()) {
            return;
        }
        int index = 0;
        for (JsonSlice each : JsonMembers.elements(array)) {
            if (each.isObject()) {
                visitor.visit(new Item(each, JsonMembers.of(each)), place + "[" + index + "]");
            }
            index++;
        }
    }

    /** The string of that name; null where there is none. */
    public static @Nullable JsonText text(Map<String, JsonSlice> members, String name) {
        JsonSlice value = members.get(name);
        return value != null && value.isString() ? value.text() : null;
    }

    /** Writes all members but some, as they stand. */
    public static void writeOthers(Map<String, JsonSlice> members, List<String> without, JsonWriter json) {
        members.forEach((name, value) -> {
            if (!without.contains(name)) {
                json.name(JsonText.of(name)).value(value);
            }
        });
    }
}
