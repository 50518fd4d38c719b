package poegateway.catalog;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import poegateway.core.AllowedModels;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;

/**
 * Poe's list of models with {@code created} in seconds, as OpenAI has it; Poe sends milliseconds. All else stays as it
 * came. Source: Poe's own {@code GET /v1/models}.
 */
public final class ModelDocument {
    private static final long FIRST_MILLIS = 100_000_000_000L; // in seconds this would be the year 5138
    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] json;
    private final int listFrom;
    private final int listTo;
    private final Map<String, Entry> byId = new HashMap<>();
    private final Map<String, Entry> byLowerCaseId;

    /** A model, and where it stands in the text. */
    private record Entry(ModelCard card, int from, int to) {}

    /** Between {@code listFrom} and {@code listTo} the models stand in the text. */
    private ModelDocument(byte[] json, int listFrom, int listTo, Map<String, Entry> byLowerCaseId) {
        this.json = json;
        this.listFrom = listFrom;
        this.listTo = listTo;
        this.byLowerCaseId = byLowerCaseId;
        byLowerCaseId.values().forEach(entry -> byId.put(entry.card().id(), entry));
    }

    /**
     * Reads what Poe sent.
     *
     * @throws FailureException with {@link ReplyFailure.BadResponse} when it is no list of models, or an empty one
     */
    public static ModelDocument read(byte[] poeJson) {
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
        for (Entry entry : byLowerCaseId.values()) {
            if (allowed.allows(entry.card().id())) {
                some.writeBytes(separator.getBytes(StandardCharsets.US_ASCII));
                some.write(json, entry.from(), entry.to() - entry.from());
                separator = ",";
            }
        }
        some.write(json, listTo, json.length - listTo);
        return some.toByteArray();
    }

    /** One model as JSON, by its id in any letter case. */
    Optional<byte[]> json(String id) {
        return find(id).map(entry -> Arrays.copyOfRange(json, entry.from(), entry.to()));
    }

    /** The card of a model, by its id in any letter case. */
    Optional<ModelCard> card(String id) {
        return find(id).map(Entry::card);
    }

    /** The cards of the allowed models, in Poe's order. */
    List<ModelCard> cards(AllowedModels allowed) {
        return byLowerCaseId.values().stream()
                .map(Entry::card)
                .filter(card -> allowed.allows(card.id()))
                .toList();
    }

    /** The ids of the allowed models, as Poe spells them. */
    List<String> ids(AllowedModels allowed) {
        return cards(allowed).stream().map(ModelCard::id).toList();
    }

    int size() {
        return byLowerCaseId.size();
    }

    private Optional<Entry> find(String id) {
        Entry asPoeSpells = byId.get(id);
        return asPoeSpells == null
                ? Optional.ofNullable(byLowerCaseId.get(id.toLowerCase(Locale.ROOT)))
                : Optional.of(asPoeSpells);
    }

    private static byte[] inSeconds(byte[] poeJson) throws JsonFault {
        JsonEdits.Builder edits = JsonEdits.builder();
        JsonCursor cursor = new JsonCursor(poeJson);
        boolean created = false;
        for (JsonToken token = cursor.next(); token != null; token = cursor.next()) {
            if (created && token == JsonToken.VALUE_NUMBER_INT && cursor.number() >= FIRST_MILLIS) {
                byte[] seconds = Long.toString((long) cursor.number() / 1000).getBytes(StandardCharsets.US_ASCII);
                edits.replace(cursor.start(), cursor.end(), seconds, "created");
            }
            created = token == JsonToken.FIELD_NAME && cursor.name().equals("created");
        }
        return edits.build().apply(poeJson);
    }

    private static ModelDocument indexed(byte[] json) throws JsonFault {
        Map<String, Entry> models = new LinkedHashMap<>();
        JsonCursor cursor = new JsonCursor(json);
        toModels(cursor);
        int listFrom = cursor.end();
        while (cursor.need() == JsonToken.START_OBJECT) {
            int from = cursor.start();
            cursor.skip();
            Entry entry = entry(json, from, cursor.end());
            models.putIfAbsent(entry.card().id().toLowerCase(Locale.ROOT), entry);
        }
        if (cursor.current() != JsonToken.END_ARRAY) {
            throw new FailureException(new ReplyFailure.BadResponse("its list of models holds something else"));
        }
        models.remove(""); // nobody can ask for it
        if (models.isEmpty()) {
            throw new FailureException(new ReplyFailure.BadResponse("its list of models is empty"));
        }
        return new ModelDocument(json, listFrom, cursor.start(), models);
    }

    private static Entry entry(byte[] json, int from, int to) {
        try {
            JsonNode model = JSON.readTree(json, from, to - from);
            return new Entry(ModelCardReader.read(model.path("id").asText(""), model), from, to);
        } catch (IOException broken) {
            throw new FailureException(new ReplyFailure.BadResponse("a model in its list is broken JSON"), broken);
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
}
