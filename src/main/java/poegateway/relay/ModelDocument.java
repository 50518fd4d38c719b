package poegateway.relay;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonEdits;
import poegateway.wire.JsonFault;

/**
 * Poe's list of models with {@code created} in seconds, as OpenAI has it; Poe sends milliseconds. All else stays as it
 * came. Source: section 4 of Poe's catalogue, {@code GET /v1/models}.
 */
final class ModelDocument {
    private static final long FIRST_MILLIS = 100_000_000_000L; // in seconds this would be the year 5138

    private final byte[] json;
    private final Map<String, byte[]> byLowerCaseId;
    private final Map<String, String> ids;

    private ModelDocument(byte[] json, Map<String, byte[]> byLowerCaseId, Map<String, String> ids) {
        this.json = json;
        this.byLowerCaseId = byLowerCaseId;
        this.ids = ids;
    }

    /** Reads what Poe sent; anything but a list of models fails. */
    static ModelDocument read(byte[] poeJson) {
        try {
            byte[] inSeconds = inSeconds(poeJson);
            return indexed(inSeconds);
        } catch (JsonFault broken) {
            throw new FailureException(new ReplyFailure.BadResponse("its list of models is broken JSON"), broken);
        }
    }

    /** The whole list. */
    byte[] json() {
        return json;
    }

    /** One model: the spelling given, any case, or without {@code provider/} before it. */
    Optional<byte[]> model(String id) {
        String wanted = id.toLowerCase(Locale.ROOT);
        byte[] found = byLowerCaseId.get(wanted);
        return Optional.ofNullable(
                found != null ? found : byLowerCaseId.get(wanted.substring(wanted.indexOf('/') + 1)));
    }

    /** The spelling that Poe uses for this name, whatever its case. */
    Optional<String> id(String name) {
        return Optional.ofNullable(ids.get(name.toLowerCase(Locale.ROOT)));
    }

    Collection<String> ids() {
        return ids.values();
    }

    private static byte[] inSeconds(byte[] poeJson) throws JsonFault {
        JsonEdits.Builder edits = JsonEdits.builder();
        try (JsonCursor cursor = new JsonCursor(poeJson)) {
            while (cursor.next() != null) {
                if (cursor.current() == JsonToken.VALUE_NUMBER_INT
                        && cursor.name().equals("created")
                        && cursor.number() >= FIRST_MILLIS) {
                    byte[] seconds =
                            Long.toString((long) cursor.number() / 1000).getBytes(StandardCharsets.US_ASCII);
                    edits.replace(cursor.start(), cursor.end(), seconds, "created");
                }
            }
        }
        return edits.build().apply(poeJson);
    }

    private static ModelDocument indexed(byte[] json) throws JsonFault {
        Map<String, byte[]> models = new LinkedHashMap<>();
        Map<String, String> ids = new LinkedHashMap<>();
        try (JsonCursor cursor = new JsonCursor(json)) {
            toModels(cursor);
            while (cursor.need() == JsonToken.START_OBJECT) {
                int from = cursor.start();
                String id = readId(cursor);
                models.put(id.toLowerCase(Locale.ROOT), Arrays.copyOfRange(json, from, cursor.end()));
                ids.put(id.toLowerCase(Locale.ROOT), id);
            }
        }
        return new ModelDocument(json, models, ids);
    }

    private static void toModels(JsonCursor cursor) throws JsonFault {
        cursor.need();
        while (cursor.need() == JsonToken.FIELD_NAME) {
            boolean data = cursor.name().equals("data");
            if (cursor.need() == JsonToken.START_ARRAY && data) {
                return;
            }
            cursor.skip();
        }
        throw new FailureException(new ReplyFailure.BadResponse("it holds no list of models"));
    }

    /** Leaves the cursor at the end of the model. */
    private static String readId(JsonCursor cursor) throws JsonFault {
        String id = "";
        while (cursor.need() == JsonToken.FIELD_NAME) {
            boolean isId = cursor.name().equals("id");
            if (cursor.need() == JsonToken.VALUE_STRING && isId) {
                id = cursor.text();
            }
            cursor.skip();
        }
        return id;
    }
}
