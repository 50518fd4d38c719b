package poegateway.relay;

import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import poegateway.core.AllowedModels;
import poegateway.core.FailureException;
import poegateway.core.ModelName;
import poegateway.core.ReplyFailure;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonEdits;
import poegateway.wire.JsonFault;

/**
 * Poe's list of models with {@code created} in seconds, as OpenAI has it; Poe sends milliseconds. All else stays as it
 * came. Source: Poe's own {@code GET /v1/models}.
 */
final class ModelDocument {
    private static final long FIRST_MILLIS = 100_000_000_000L; // in seconds this would be the year 5138

    private final byte[] json;
    private final int listFrom;
    private final int listTo;
    private final Map<String, Model> byLowerCaseId;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Model(String id, byte[] json) {}

    /** Between {@code listFrom} and {@code listTo} the models stand in the text. */
    private ModelDocument(byte[] json, int listFrom, int listTo, Map<String, Model> byLowerCaseId) {
        this.json = json;
        this.listFrom = listFrom;
        this.listTo = listTo;
        this.byLowerCaseId = byLowerCaseId;
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

    /** The list, with no other models than these; whatever stands around them stays. */
    byte[] json(AllowedModels allowed) {
        if (allowed.all()) {
            return json;
        }
        ByteArrayOutputStream some = new ByteArrayOutputStream();
        some.write(json, 0, listFrom);
        String separator = "";
        for (Model model : byLowerCaseId.values()) {
            if (allowed.allows(model.id())) {
                some.writeBytes(separator.getBytes(StandardCharsets.US_ASCII));
                some.writeBytes(model.json());
                separator = ",";
            }
        }
        some.write(json, listTo, json.length - listTo);
        return some.toByteArray();
    }

    /** One model, in any spelling. */
    Optional<byte[]> model(String name) {
        return find(name).map(Model::json);
    }

    /** The spelling that Poe uses for this name. */
    Optional<String> id(String name) {
        return find(name).map(Model::id);
    }

    /** The allowed ones, as Poe spells them. */
    List<String> ids(AllowedModels allowed) {
        return byLowerCaseId.values().stream()
                .map(Model::id)
                .filter(allowed::allows)
                .toList();
    }

    private Optional<Model> find(String name) {
        Model found = byLowerCaseId.get(name.toLowerCase(Locale.ROOT));
        return Optional.ofNullable(found != null ? found : byLowerCaseId.get(ModelName.bare(name)));
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
        Map<String, Model> models = new LinkedHashMap<>();
        try (JsonCursor cursor = new JsonCursor(json)) {
            toModels(cursor);
            int listFrom = cursor.end();
            while (cursor.need() == JsonToken.START_OBJECT) {
                int from = cursor.start();
                String id = readId(cursor);
                models.put(id.toLowerCase(Locale.ROOT), new Model(id, Arrays.copyOfRange(json, from, cursor.end())));
            }
            if (cursor.current() != JsonToken.END_ARRAY) {
                throw new FailureException(new ReplyFailure.BadResponse("its list of models holds something else"));
            }
            return new ModelDocument(json, listFrom, cursor.start(), models);
        }
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
