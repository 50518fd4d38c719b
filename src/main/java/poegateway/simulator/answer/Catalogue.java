package poegateway.simulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The models that the simulated Poe has: a list once served by Poe, without its descriptions and pictures. */
public final class Catalogue {
    private static final String RESOURCE = "poe-models.json";

    private final byte[] document;
    private final Map<String, ModelCard> cards;

    private Catalogue(byte[] document, Map<String, ModelCard> cards) {
        this.document = document;
        this.cards = Map.copyOf(cards);
    }

    /** The bundled list. */
    public static Catalogue bundled() {
        try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + RESOURCE + " is missing from the program.");
            }
            return read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Catalogue read(byte[] document) throws IOException {
        var cards = new HashMap<String, ModelCard>();
        for (JsonNode model : new ObjectMapper().readTree(document).path("data")) {
            ModelCard card = card(model);
            cards.put(card.id(), card);
        }
        return new Catalogue(document, cards);
    }

    private static ModelCard card(JsonNode model) {
        return new ModelCard(
                model.path("id").asText(),
                model.path("metadata").path("display_name").asText(),
                model.path("owned_by").asText(),
                model.path("created").asLong(),
                texts(model.path("supported_endpoints")),
                texts(model.path("architecture").path("output_modalities")),
                texts(model.path("supported_features")).contains("tools"),
                model.path("reasoning").path("supports_reasoning_effort").asBoolean(),
                model.path("pricing").hasNonNull("input_cache_read"));
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** The model of that name in any case. */
    public Optional<ModelCard> find(String name) {
        return Optional.ofNullable(cards.get(name.toLowerCase(Locale.ROOT)));
    }

    int size() {
        return cards.size();
    }

    /** The reply to {@code GET /v1/models}; {@code created} in milliseconds, as Poe has it. Not to be written to. */
    public byte[] document() {
        return document;
    }
}
