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
import java.util.concurrent.CompletableFuture;

/** The models that the simulated Poe has: a list once served by Poe, without its descriptions and pictures. */
public final class Catalogue {
    private static final String RESOURCE = "poe-models.json";

    private final byte[] document;
    private final CompletableFuture<Map<String, ModelCard>> cards;

    /** The list is taken apart beside the start, of which it would be a tenth. */
    private Catalogue(byte[] document) {
        this.document = document;
        this.cards = CompletableFuture.supplyAsync(() -> read(document), Thread::startVirtualThread);
    }

    /** The bundled list. */
    public static Catalogue bundled() {
        try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + RESOURCE + " is missing from the program.");
            }
            return new Catalogue(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, ModelCard> read(byte[] document) {
        var cards = new HashMap<String, ModelCard>();
        for (JsonNode model : models(document)) {
            ModelCard card = card(model);
            cards.put(card.id(), card);
        }
        return cards;
    }

    private static JsonNode models(byte[] document) {
        try {
            return new ObjectMapper().readTree(document).path("data");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
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
                model.path("pricing").hasNonNull("input_cache_read"),
                model.path("parameters")
                        .valueStream()
                        .map(parameter -> parameter.path("name").asText())
                        .filter(FileWish.SHAPES::contains)
                        .toList());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** The model of that name in any case. */
    public Optional<ModelCard> find(String name) {
        return Optional.ofNullable(cards.join().get(name.toLowerCase(Locale.ROOT)));
    }

    int size() {
        return cards.join().size();
    }

    /** The reply to {@code GET /v1/models}; {@code created} in milliseconds, as Poe has it. Not to be written to. */
    public byte[] document() {
        return document;
    }
}
